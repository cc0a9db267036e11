package org.auralink.media.room.forward;

/**
 * A track in another codec.
 *
 * @param track the same in that codec
 * @param out the numbers by which its subscriber takes it
 */
record Alternative(ForwardedTrack track, OutboundStream out) {}
