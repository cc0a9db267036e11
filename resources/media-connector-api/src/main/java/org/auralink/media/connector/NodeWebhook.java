package org.auralink.media.connector;

/**
 * What a node without an event stream, a stock LiveKit server, sent of its own accord.
 *
 * @param id the server's id of it ({@code EV_…}): it comes with the same one when it is sent again, and is never empty
 * @param event what happened. It has no place in a stream: its position is {@link StreamPosition#NONE}
 */
public record NodeWebhook(String id, MediaEvent event) {}
