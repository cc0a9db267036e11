package org.auralink.media.connector.adapter;

/**
 * One server-sent event.
 *
 * @param event the event's type, empty when none was sent
 * @param id the last id of the stream, empty when none was sent yet
 * @param data the data lines joined by line feeds
 */
record SseMessage(String event, String id, String data) {

    /** Bytes came and no event is complete: the other side lives. */
    static final SseMessage SIGN_OF_LIFE = new SseMessage("", "", "");
}
