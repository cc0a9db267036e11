package org.auralink.media.room.forward;

/**
 * The numbers of a stream towards one subscriber, as offered.
 *
 * @param ssrc of the stream
 * @param payloadType of the stream
 * @param repairSsrc of its retransmissions
 * @param repairPayloadType of its retransmissions, or -1 when packets are repeated as they were
 * @param clockRate of its timestamps, in Hz
 * @param dependencyExtension id of the dependency descriptor in its packets; not positive when they have none
 * @param blockPayloadType of what is inside packets with redundancy, and beside them; -1 for a receiver of none
 * @param transportExtension id of the transport-wide sequence number in its packets; not positive when they have none
 */
public record OutboundStream(
        int ssrc,
        int payloadType,
        int repairSsrc,
        int repairPayloadType,
        int clockRate,
        int dependencyExtension,
        int blockPayloadType,
        int transportExtension) {
    /** One whose packets have no redundancy. */
    public OutboundStream(
            int ssrc, int payloadType, int repairSsrc, int repairPayloadType, int clockRate, int dependencyExtension) {
        this(ssrc, payloadType, repairSsrc, repairPayloadType, clockRate, dependencyExtension, -1, 0);
    }

    /** One whose packets have no header extensions. */
    public OutboundStream(int ssrc, int payloadType, int repairSsrc, int repairPayloadType, int clockRate) {
        this(ssrc, payloadType, repairSsrc, repairPayloadType, clockRate, 0, -1, 0);
    }
}
