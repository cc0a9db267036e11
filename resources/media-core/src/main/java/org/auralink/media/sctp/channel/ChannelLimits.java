package org.auralink.media.sctp.channel;

import org.auralink.media.sctp.SctpLimits;

/**
 * Bounds of one client's data channels.
 *
 * @param maxChannels channels at a time, either side's counted. LiveKit's clients open three, and an application some of
 *     its own; each costs 300 bytes and its names. One more is closed as soon as it opens
 * @param maxLabel bytes of a channel's label, and of its protocol. Labels are names people choose
 * @param sctp bounds of the association
 */
public record ChannelLimits(int maxChannels, int maxLabel, SctpLimits sctp) {
    /** What the node uses. */
    public static final ChannelLimits DEFAULT = new ChannelLimits(128, 1_024, SctpLimits.DEFAULT);
}
