package org.auralink.media.room.model;

/**
 * What is told about a data track: a series of frames of bytes, of which some may be lost.
 *
 * @param handle by which the packets of its publisher name it, 1 to 65535
 * @param sid its id
 * @param name what its publisher calls it; no other of its data tracks is called the same
 * @param encryption number of LiveKit's {@code Encryption.Type}
 * @param format how its frames are written
 */
public record DataTrackInfo(int handle, TrackSid sid, String name, int encryption, DataTrackFormat format) {}
