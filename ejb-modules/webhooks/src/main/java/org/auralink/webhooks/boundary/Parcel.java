package org.auralink.webhooks.boundary;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.auralink.webhooks.control.Receiver;
import org.auralink.webhooks.entity.SigningSecret;
import org.auralink.webhooks.entity.WebhookDelivery;
import org.auralink.webhooks.entity.WebhookEndpoint;
import org.auralink.webhooks.entity.WebhookEvent;

/**
 * An attempt that one server of the application may make now, with all that it needs.
 *
 * @param lease by which the attempt is known when it is over
 * @param secrets to sign with, the newest first; the second while both are used
 */
public record Parcel(
        UUID delivery,
        UUID lease,
        UUID endpoint,
        URI url,
        UUID event,
        String type,
        String body,
        List<SigningSecret> secrets) {

    static Parcel of(
            WebhookDelivery delivery,
            UUID lease,
            WebhookEndpoint endpoint,
            WebhookEvent event,
            List<SigningSecret> secrets) {
        return new Parcel(
                delivery.id(),
                lease,
                endpoint.id(),
                endpoint.url(),
                event.id(),
                event.typeName(),
                event.body(),
                secrets);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    Receiver.EventHeaders headers() {
        return new Receiver.EventHeaders(event.toString(), type);
    }

    @Override
    public String toString() {
        return "Parcel[" + delivery + "]";
    }
}
