package org.auralink.media.transport;

import java.util.List;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.rtcp.RtcpCompound;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpReceiver;
import org.auralink.media.srtp.SrtpSender;

/** Media of an association whose keys are there: opens and hands on what comes, seals what goes, counts the rest. */
final class MediaProtection {
    /** How far a packet may be from the last one of its stream before it is rather taken for noise. */
    private static final int NEAR = 1024;

    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    private final Shedding shedding;
    private final DropCounters drops;
    private final MediaSink media;
    private final byte[] opened;
    private final byte[] sealed;
    private final RtpPacket view = new RtpPacket();
    private boolean control;
    private int plain;

    /** @param ours our side of the handshake: the client's keys are what the client seals with (RFC 5764 4.2) */
    MediaProtection(
            DtlsRole ours,
            SrtpKeys keys,
            TransportLimits limits,
            Shedding shedding,
            MediaSink media,
            DropCounters drops) {
        boolean server = ours == DtlsRole.SERVER;
        receiver = new SrtpReceiver(server ? keys.client() : keys.server(), limits.maxStreams());
        sender = new SrtpSender(server ? keys.server() : keys.client(), limits.maxSentStreams());
        this.shedding = shedding;
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

    /**
     * Opens a packet, unless too many were forged or genuine; hand it on with {@link #deliver}.
     *
     * @return whether it is the client's and was not seen before
     */
    boolean open(long now, byte[] buf, int from, int size) {
        if (size < 2) {
            drops.add(DropReason.MEDIA_MALFORMED);
            return false;
        }
        control = isRtcp(buf, from);
        long ahead = ahead(buf, from, size);
        boolean inStream = ahead >= -NEAR && ahead <= NEAR;
        if (!shedding.admitsMedia(now, size, control, inStream)) {
            drops.add(DropReason.SHED);
            return false;
        }
        plain = control ? receiver.openRtcp(buf, from, size, opened) : receiver.openRtp(buf, from, size, opened);
        if (plain < 0) {
            drops.add(reason(plain));
        }
        if (plain >= 0 || plain == SrtpReceiver.UNAUTHENTICATED) {
            shedding.opened(now, size, control, inStream, plain >= 0);
        }
        return plain >= 0;
    }

    private long ahead(byte[] buf, int from, int size) {
        return isRtcp(buf, from) ? receiver.aheadRtcp(buf, from, size) : receiver.aheadRtp(buf, from, size);
    }

    /** Hands on the packet that {@link #open} opened last. */
    void deliver(long now, MediaTransport transport) {
        if (control) {
            List<RtcpPacket> packets = RtcpCompound.parse(opened, 0, plain);
            if (packets.isEmpty()) {
                drops.add(DropReason.MEDIA_MALFORMED);
            } else {
                media.onRtcp(now, transport, packets);
            }
        } else if (view.parse(opened, 0, plain)) {
            media.onRtp(now, transport, view);
        } else {
            drops.add(DropReason.MEDIA_MALFORMED);
        }
    }

    /** Whether the packet continues a stream of the client, as far as can be told before its tag is looked at. */
    boolean continuesStream(byte[] buf, int from, int size) {
        long ahead = size < 2 ? SrtpReceiver.UNKNOWN : ahead(buf, from, size);
        return ahead > 0 && ahead <= NEAR;
    }

    private static DropReason reason(int code) {
        return switch (code) {
            case SrtpReceiver.UNAUTHENTICATED -> DropReason.MEDIA_UNAUTHENTICATED;
            case SrtpReceiver.REPLAYED -> DropReason.MEDIA_REPLAYED;
            case SrtpReceiver.TOO_MANY_STREAMS -> DropReason.TOO_MANY_STREAMS;
            default -> DropReason.MEDIA_MALFORMED;
        };
    }

    boolean sendRtp(long now, byte[] buf, int from, int size, PathChoice to) {
        // Asked first: what may not leave is not worth sealing.
        return to.maySend(now, size + sender.overhead()) && send(sender.sealRtp(buf, from, size, sealed), to);
    }

    boolean sendRtcp(long now, byte[] buf, int from, int size, PathChoice to) {
        return to.maySend(now, size + sender.overhead()) && send(sender.sealRtcp(buf, from, size, sealed), to);
    }

    private boolean send(int size, PathChoice to) {
        if (size < 0) {
            drops.add(sendReason(size));
            return false;
        }
        to.send(sealed, 0, size);
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
