package org.auralink.media.node.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Another loop's thread that serves receivers of one loop, and sends through that loop's sockets by itself. */
final class FanOutLane {
    /** What it may do at a time before its own rooms have their turn: they wait no longer than for a frame of a small room. */
    private static final long TURN_NANOS = 1_000_000;

    private final LoopFanOut helped;
    private final DatagramLoop helper;
    private final int lane;
    private final AtomicBoolean asked = new AtomicBoolean();
    private @Nullable Egress egress;
    private Channel[] channels = {};
    private boolean closed;

    /** @param lane of its thread, as in {@link org.auralink.media.transport.FanOut.Work} */
    FanOutLane(LoopFanOut helped, DatagramLoop helper, int lane) {
        this.helped = helped;
        this.helper = helper;
        this.lane = lane;
    }

    /** Wakes it, unless that is under way. */
    void ask() {
        if (asked.compareAndSet(false, true) && !helper.execute(now -> help())) {
            asked.set(false);
        }
    }

    private void help() {
        asked.set(false);
        SharedWork work = helped.present();
        if (work == null || closed) {
            return;
        }
        Egress out = open();
        int served = work.serve(lane, TURN_NANOS);
        if (served > 0) {
            try {
                // Before anybody can go on: what a receiver gets next must not overtake this.
                out.flush();
            } finally {
                // Whatever became of it, the loop waits for this.
                work.finish(served);
            }
        }
        if (work.isLeft()) {
            ask();
        }
    }

    /** Its way out of the sockets, on its own event loop; made when it is needed for the first time. */
    private Egress open() {
        Egress present = egress;
        if (present == null) {
            // Where that fails it is tried no second time.
            closed = true;
            present = helped.open(this);
            closed = false;
            egress = present;
        }
        return present;
    }

    /** A channel of its own event loop for the socket of another. */
    Channel share(Channel channel, ChannelHandler handler) {
        Channel shared = helper.share(channel, handler);
        Channel[] more = Arrays.copyOf(channels, channels.length + 1);
        more[channels.length] = shared;
        channels = more;
        return shared;
    }

    /** Whether the caller is on its thread. */
    boolean isHere() {
        return helper.inLoop();
    }

    /** What it sends, once it has; on its own thread, or while it is done. */
    @Nullable
    Egress egress() {
        return egress;
    }

    /** Lets go of the sockets, which can be closed then; false when its loop has ended. */
    boolean close(CountDownLatch done) {
        return helper.execute(now -> {
            closed = true;
            for (Channel channel : channels) {
                // Closing it would close the socket, which is not its own.
                channel.deregister();
            }
            Egress present = egress;
            if (present != null) {
                present.close();
            }
            done.countDown();
        });
    }
}
