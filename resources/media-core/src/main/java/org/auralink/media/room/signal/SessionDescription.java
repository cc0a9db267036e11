package org.auralink.media.room.signal;

import java.util.Map;

/**
 * An offer or an answer.
 *
 * @param sdp RFC 8866
 * @param id of the offer; an answer has that of the offer it answers
 * @param midToTrackId which track each media section carries
 */
public record SessionDescription(String sdp, int id, Map<String, String> midToTrackId) {}
