package org.auralink.media.load;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.sdp.RemoteTransport;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;

/** Signalling on behalf of one client whose media is elsewhere: accepts whatever the room offers. */
final class RoomClient implements SignalSink {
    private final IceCredentials credentials;
    private final Fingerprint fingerprint;
    private final Consumer<ClientSignal> toRoom;
    private final CompletableFuture<IceCredentials> node = new CompletableFuture<>();

    /** @param toRoom takes what the client says; must not act before it returns */
    RoomClient(IceCredentials credentials, Fingerprint fingerprint, Consumer<ClientSignal> toRoom) {
        this.credentials = credentials;
        this.fingerprint = fingerprint;
        this.toRoom = toRoom;
    }

    /** The node's credentials, once it has described its side of the first connection. */
    CompletableFuture<IceCredentials> node() {
        return node;
    }

    @Override
    public void send(ServerSignal signal) {
        if (signal instanceof ServerSignal.Offer offer) {
            learn(offer.description());
            String answer = Descriptions.answer(offer.description().sdp(), credentials, fingerprint);
            toRoom.accept(ClientSignal.answer(
                    new SessionDescription(answer, offer.description().id(), Map.of())));
        } else if (signal instanceof ServerSignal.Answer answer) {
            learn(answer.description());
        } else if (signal instanceof ServerSignal.Leave leave) {
            node.completeExceptionally(new IllegalStateException("the room let the client go: " + leave.reason()));
        } else if (signal instanceof ServerSignal.RequestAnswered answered) {
            node.completeExceptionally(new IllegalStateException("the room refused: " + answered.message()));
        }
    }

    private void learn(SessionDescription description) {
        try {
            node.complete(RemoteTransport.of(Session.parse(description.sdp())).credentials());
        } catch (SdpException e) {
            node.completeExceptionally(e);
        }
    }
}
