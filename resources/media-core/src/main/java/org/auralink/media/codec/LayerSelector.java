package org.auralink.media.codec;

import org.auralink.media.rtp.RtpPacket;

/**
 * Which packets of a scalable stream one subscriber gets. It goes up only where a decoder can follow, and down with the
 * next picture. One for each subscription; it is shown each packet once, in the order of arrival.
 */
public sealed interface LayerSelector permits AllLayers, TemporalLayers, Vp9Layers, Av1Layers {
    /** Without a bound. */
    int ALL = 7;

    /** One that leaves nothing out. */
    static LayerSelector all() {
        return AllLayers.INSTANCE;
    }

    /** The subscriber wants no more than these layers, counted from 0. */
    void want(int spatial, int temporal);

    /** The stream begins, or goes on elsewhere, with a key frame that comes next. */
    void begin();

    /**
     * Whether the subscriber gets the newest packet.
     *
     * @param gap whether the packet before it has not come yet
     */
    boolean take(RtpPacket packet, PayloadDescriptor payload, boolean gap);

    /** Whether the subscriber gets a packet that others overtook. */
    boolean takeLate(RtpPacket packet, PayloadDescriptor payload);

    /** Whether the packet, which the subscriber gets, is the last that it gets of its picture. */
    boolean marks(RtpPacket packet, PayloadDescriptor payload);

    /** Whether it waits for a key frame to get more. */
    boolean isWaiting();

    /**
     * How many whole pictures before the packet's, which the subscriber gets, were left out since the beginning. Those
     * whose numbers must have no hole move up by it.
     */
    default int leftOut(RtpPacket packet) {
        return 0;
    }

    /**
     * Writes the header extension that the subscriber needs with a packet, as an element without its id and length.
     *
     * @param frameOffset added to the frame's number
     * @return its size; 0 for none
     */
    default int extension(RtpPacket packet, PayloadDescriptor payload, int frameOffset, byte[] buf, int at) {
        return 0;
    }
}
