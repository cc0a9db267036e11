package org.auralink.media.dtls;

import java.io.IOException;
import java.time.Duration;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.auralink.media.srtp.SrtpReceiver;
import org.auralink.media.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * Handshakes of a node with itself. The first one loads some thousand classes and takes most of a second; when it is a
 * rehearsal, the first caller does not wait for it. Two threads share one object, each calls one of the two methods.
 */
public final class HandshakeRehearsal {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
    private static final int RECORDS = 32;
    private static final int DATAGRAM = 1500;

    private final NodeCertificate certificate;
    private final NodeCertificate calling;
    private final RecordExchange toServer;
    private final RecordExchange toClient;

    public HandshakeRehearsal(NodeCertificate certificate) {
        this(certificate, certificate);
    }

    HandshakeRehearsal(NodeCertificate certificate, NodeCertificate calling) {
        this.certificate = certificate;
        this.calling = calling;
        // Each side reads from its own exchange, and what it sends is offered to the other's.
        toServer = new RecordExchange(
                RECORDS, DATAGRAM, ClientFlight.expected(), (buf, from, size) -> answer(buf, from, size));
        toClient = new RecordExchange(RECORDS, DATAGRAM, ClientFlight.none(), toServer::offer);
    }

    private void answer(byte[] buf, int from, int size) {
        toClient.offer(buf, from, size);
    }

    /**
     * The node's side.
     *
     * @return the keys that would protect media; null when the handshake did not agree on any
     */
    public @Nullable SrtpKeys serve() throws IOException {
        var server = new SrtpServer(certificate, LONG_ENOUGH);
        server.over(toServer);
        for (SrtpProfile profile : SrtpProfile.values()) {
            seal(profile);
        }
        return server.keys();
    }

    /** A packet through a cipher, whose native library is loaded by it, under keys that protect nothing. */
    private static void seal(SrtpProfile profile) {
        SrtpKeys keys = new SrtpKeys(profile, new byte[profile.keyMaterialLength()]);
        byte[] packet = new byte[RtpPacket.FIXED_HEADER];
        packet[0] = (byte) 0x80;
        byte[] sealed = new byte[DATAGRAM];
        int size = new SrtpSender(keys.client(), 1).sealRtp(packet, 0, packet.length, sealed);
        new SrtpReceiver(keys.client(), 1).openRtp(sealed, 0, size, new byte[DATAGRAM]);
    }

    /** The client's side. */
    public void call() throws IOException {
        new SrtpClient(calling, LONG_ENOUGH).over(toClient);
    }
}
