package org.auralink.media.control;

import java.util.List;

/**
 * What a node tells of itself with each announcement.
 *
 * @param region where it stands, possibly empty
 * @param version of its program, possibly empty
 * @param draining whether it opens no new rooms
 * @param rooms open ones
 * @param participants whose media is connected
 * @param capacity participants from which on it is to be given no further room; 0 for no such number
 * @param load how busy it is, comparable between nodes; 0 is idle, 1 is full
 * @param atMillis when this was so, milliseconds since 1970 by its own clock; 0 when it does not say
 * @param lifetimeMillis for how long Redis keeps the announcement unless there is another; 0 when it does not say
 * @param media where clients send media to, as far as it says so
 */
public record NodeReport(
        String region,
        String version,
        boolean draining,
        int rooms,
        int participants,
        int capacity,
        double load,
        long atMillis,
        long lifetimeMillis,
        List<MediaAddress> media) {

    /** Of a node that says how busy it is and nothing else. */
    public static NodeReport ofLoad(double load, long atMillis) {
        return new NodeReport("", "", false, 0, 0, 0, load, atMillis, 0, List.of());
    }

    /** Whether it takes a room that it does not hold yet. Rooms that it holds grow whatever this says. */
    boolean takesRooms() {
        return !draining && (capacity == 0 || participants < capacity);
    }
}
