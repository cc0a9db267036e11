package org.auralink.media.transport;

import java.util.ArrayList;
import java.util.List;

/** The {@link ReadBatch} of one loop, which says when one begins and ends. */
public final class LoopBatch implements ReadBatch {
    private final List<Part> parts = new ArrayList<>();
    private boolean open;

    /** The first datagram of a batch follows. */
    public void begin() {
        open = true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void add(Part part) {
        parts.add(part);
    }

    /**
     * All of its datagrams were handed on.
     *
     * @throws RuntimeException of the first part that failed, once all were called
     */
    public void end(long now) {
        RuntimeException failed = null;
        for (int i = 0; i < parts.size(); i++) {
            try {
                parts.get(i).batchRead(now);
            } catch (RuntimeException e) {
                failed = failed == null ? e : failed;
            }
        }
        parts.clear();
        open = false;
        if (failed != null) {
            throw failed;
        }
    }
}
