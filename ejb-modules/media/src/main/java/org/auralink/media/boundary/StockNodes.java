package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeWebhook;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.AwayException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/** What stock LiveKit servers among the media nodes send of their own accord. Opens no transaction of its own. */
@ApplicationScoped
public class StockNodes {
    private static final Logger LOG = Logger.getLogger(StockNodes.class.getName());

    private static final String WHAT_IS_EXPECTED =
            "A webhook of a LiveKit server that is one of the media nodes, signed with their API key, is expected.";

    @Inject
    MediaNodes nodes;

    @Inject
    NodeDirectory directory;

    @Inject
    StockEvents events;

    /**
     * Applies a webhook, unless it was before.
     *
     * @param node the server's address as the settings have it
     * @param authorization the header of that name
     * @param body byte for byte as it came
     * @throws org.auralink.shared.RefusedException not authenticated when the node is none of ours or the signature is
     *     not, invalid when it is no webhook
     */
    public void receive(String node, String authorization, byte[] body) {
        if (!directory.isStock(node)) {
            throw Refusal.notAuthenticated(WHAT_IS_EXPECTED).asException();
        }
        NodeWebhook webhook = read(node, authorization, body);
        if (webhook.id().length() > Limits.WEBHOOK_ID) {
            throw Refusal.invalid("id", "must have at most " + Limits.WEBHOOK_ID + " characters.")
                    .asException();
        }
        events.received(webhook).ifPresent(room -> close(node, room));
    }

    private NodeWebhook read(String node, String authorization, byte[] body) {
        try {
            return nodes.webhook(URI.create(node), authorization, body);
        } catch (MediaNodeException.Refused e) {
            throw (e.code().equals("unauthenticated")
                            ? Refusal.notAuthenticated(WHAT_IS_EXPECTED)
                            : Refusal.invalid("body", "must be LiveKit's WebhookEvent as JSON, with id and event."))
                    .asException();
        }
    }

    /** One that stays open ends by itself when the last leaves. */
    private void close(String node, String room) {
        try {
            nodes.closeRoom(URI.create(node), room);
        } catch (MediaNodeException | AwayException | FaultToleranceException e) {
            LOG.log(Level.WARNING, "A room that must not be there could not be closed: {0}", e.toString());
        }
    }
}
