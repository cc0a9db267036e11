package org.auralink.media.transport;

/**
 * The threads that serve the receivers of what was read: the loop's own, and others of the node where there is so much to
 * do that the last receiver would wait. What belongs to one receiver is touched by one thread at a time, and all of it is
 * done, and seen by the loop's thread, when {@link #serve} returns; so a room needs no locks. Used on the loop's thread.
 */
public interface FanOut {
    /**
     * Threads that serve at most, the loop's own included. With more of them, what a loop does alone, such as opening what
     * comes, is most of the time that is left.
     */
    int MOST_LANES = 8;

    /** Only the loop's own thread. */
    FanOut ALONE = (receivers, datagrams, work) -> work.serve(0, receivers, 0);

    /**
     * Has each receiver served.
     *
     * @param receivers how many there are
     * @param datagrams that each of them gets at most
     * @throws RuntimeException of the work, the first of several; the other receivers may have been served or not
     */
    void serve(int receivers, int datagrams, Work work);

    /** What is to be done for receivers. */
    interface Work {
        /**
         * Serves some of them. Several threads do so at once, each other receivers.
         *
         * @param from the first of them, counted from 0
         * @param to the one behind the last
         * @param lane of the thread, below {@link #MOST_LANES}; no other thread has the same meanwhile, and 0 is the loop's
         */
        void serve(int from, int to, int lane);
    }
}
