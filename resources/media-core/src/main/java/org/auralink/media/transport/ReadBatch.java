package org.auralink.media.transport;

/**
 * The datagrams that a loop reads together. Whoever has the same work to do for each of them can put it off until the last
 * was handed on, and do it at one go, while what it needs for one receiver is in the processor's cache. Used on the loop's
 * thread.
 */
public interface ReadBatch {
    /** For what is read alone: it is never open. */
    ReadBatch NONE = new ReadBatch() {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void add(Part part) {
            throw new IllegalStateException("there is no end to wait for");
        }
    };

    /** Work that was put off. */
    interface Part {
        /** The batch is over, and nothing can be put off any more. */
        void batchRead(long now);
    }

    /** Whether a batch is being read, so that there will be an end of it. */
    boolean isOpen();

    /** Is called at the end of the batch that is being read, after those that were added before. */
    void add(Part part);
}
