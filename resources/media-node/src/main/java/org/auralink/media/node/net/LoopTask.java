package org.auralink.media.node.net;

/** Something done on a loop's thread. */
@FunctionalInterface
public interface LoopTask {
    /** @param now nanoseconds of the loop's clock */
    void run(long now);
}
