package org.auralink.media.node.signal;

import org.auralink.media.room.RoomLimits;

/**
 * What one client's signalling may cost the node.
 *
 * @param messagesPerSecond frames that a client may send for long, pings and parts of messages among them. A busy one sends some ten: candidates, pings,
 *     settings of the tracks it shows
 * @param messageBurst frames at once: joining a room of fifty with all its candidates and subscriptions stays below
 * @param bytesPerSecond bytes that a client may send for long: some session descriptions a second
 * @param byteBurst bytes at once: twice the largest message
 * @param listLength entries of all lists of one message. Each is looked up on the room's thread and may be answered, so
 *     a message full of them would hold up everybody's media. The same as what a room keeps of a list
 * @param waitingMessages messages of a room that may wait until the upgrade is done, which takes a round trip. A room of
 *     three hundred tells some hundred meanwhile
 */
public record SignalLimits(
        int messagesPerSecond,
        int messageBurst,
        int bytesPerSecond,
        int byteBurst,
        int listLength,
        int waitingMessages) {
    /** What the node uses. */
    public static final SignalLimits DEFAULT =
            new SignalLimits(50, 500, 256 * 1024, 4 * 1024 * 1024, RoomLimits.DEFAULT.listLength(), 1_000);
}
