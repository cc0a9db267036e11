package org.auralink.media.transport;

import java.util.List;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.rtcp.RtcpCompound;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpReceiver;
import org.auralink.media.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/** Media of an association whose keys are there: opens and hands on what comes, seals what goes, counts the rest. */
final class MediaProtection {
    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    private final DropCounters drops;
    private final MediaSink media;
    private final byte[] opened;
    private final byte[] sealed;
    private final RtpPacket view = new RtpPacket();

    /** @param ours our side of the handshake: the client's keys are what the client seals with (RFC 5764 4.2) */
    MediaProtection(DtlsRole ours, SrtpKeys keys, TransportLimits limits, MediaSink media, DropCounters drops) {
        boolean server = ours == DtlsRole.SERVER;
        receiver = new SrtpReceiver(server ? keys.client() : keys.server(), limits.maxStreams());
        sender = new SrtpSender(server ? keys.server() : keys.client(), limits.maxSentStreams());
        this.media = media;
        this.drops = drops;
        opened = new byte[limits.maxDatagram()];
        sealed = new byte[limits.maxDatagram() + sender.overhead()];
    }

    /** Tells RTCP from RTP on one port (RFC 5761 4). */
    static boolean isRtcp(byte[] buf, int from) {
        int type = buf[from + 1] & 0xff;
        return type >= 192 && type <= 223;
    }

    void receive(long now, MediaTransport transport, byte[] buf, int from, int size) {
        if (size < 2) {
            drops.add(DropReason.MEDIA_MALFORMED);
        } else if (isRtcp(buf, from)) {
            receiveRtcp(now, transport, buf, from, size);
        } else {
            receiveRtp(now, transport, buf, from, size);
        }
    }

    private void receiveRtp(long now, MediaTransport transport, byte[] buf, int from, int size) {
        int plain = receiver.openRtp(buf, from, size, opened);
        if (plain < 0) {
            drops.add(reason(plain));
        } else if (view.parse(opened, 0, plain)) {
            media.onRtp(now, transport, view);
        } else {
            drops.add(DropReason.MEDIA_MALFORMED);
        }
    }

    private void receiveRtcp(long now, MediaTransport transport, byte[] buf, int from, int size) {
        int plain = receiver.openRtcp(buf, from, size, opened);
        if (plain < 0) {
            drops.add(reason(plain));
            return;
        }
        List<RtcpPacket> packets = RtcpCompound.parse(opened, 0, plain);
        if (packets.isEmpty()) {
            drops.add(DropReason.MEDIA_MALFORMED);
        } else {
            media.onRtcp(now, transport, packets);
        }
    }

    private static DropReason reason(int code) {
        return switch (code) {
            case SrtpReceiver.UNAUTHENTICATED -> DropReason.MEDIA_UNAUTHENTICATED;
            case SrtpReceiver.REPLAYED -> DropReason.MEDIA_REPLAYED;
            case SrtpReceiver.TOO_MANY_STREAMS -> DropReason.TOO_MANY_STREAMS;
            default -> DropReason.MEDIA_MALFORMED;
        };
    }

    boolean sendRtp(byte[] buf, int from, int size, DatagramSink datagrams, @Nullable PeerAddress to) {
        return send(sender.sealRtp(buf, from, size, sealed), datagrams, to);
    }

    boolean sendRtcp(byte[] buf, int from, int size, DatagramSink datagrams, @Nullable PeerAddress to) {
        return send(sender.sealRtcp(buf, from, size, sealed), datagrams, to);
    }

    private boolean send(int size, DatagramSink datagrams, @Nullable PeerAddress to) {
        if (size < 0 || to == null) {
            drops.add(sendReason(size));
            return false;
        }
        datagrams.send(sealed, 0, size, to);
        return true;
    }

    private static DropReason sendReason(int code) {
        return switch (code) {
            case SrtpSender.TOO_MANY_STREAMS -> DropReason.TOO_MANY_STREAMS;
            case SrtpSender.NUMBER_USED -> DropReason.SEND_NUMBER_USED;
            default -> DropReason.SEND_MALFORMED;
        };
    }
}
