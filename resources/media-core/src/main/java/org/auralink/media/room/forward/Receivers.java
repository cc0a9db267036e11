package org.auralink.media.room.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.FanOut;
import org.jspecify.annotations.Nullable;

/**
 * Everybody a track goes to. Several threads may serve them at once, where there are many: what is a receiver's alone is
 * changed by one of them at a time, and what all share, such as the packet, by none.
 */
final class Receivers {
    private final FanOut threads;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Wishes wishes = new Wishes();
    private final RtpPacket[] one = new RtpPacket[1];
    private final PayloadDescriptor[] described = new PayloadDescriptor[1];
    private final int[] unpadded = new int[1];
    private final Share share = new Share();

    Receivers(FanOut threads) {
        this.threads = threads;
    }

    /** In the order of their coming; not to be changed. */
    List<Subscription> all() {
        return subscriptions;
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
        subscription.setCounted(true);
        wishes.changed(-1, subscription.wish());
    }

    void remove(Subscription subscription) {
        if (subscriptions.remove(subscription)) {
            subscription.setCounted(false);
            wishes.changed(subscription.wish(), -1);
        }
    }

    /** What they want. */
    Wishes wishes() {
        return wishes;
    }

    /** Lets each reconsider its layer. */
    void choose(long now) {
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).choose(now);
        }
    }

    /** A packet arrived; each gets it. @param begins whether a stream can begin with it */
    void forward(long now, SourceStream source, RtpPacket packet, boolean begins) {
        one[0] = packet;
        described[0] = source.arrived();
        forward(now, source, 1, one, described, unpadded);
        if (begins) {
            // Who begins may need packets from before, which are looked at with what the source has for that.
            for (int i = 0; i < subscriptions.size(); i++) {
                subscriptions.get(i).begin(now, source, packet);
            }
        }
    }

    /**
     * Packets waited; each receiver gets all of them before the next gets any.
     *
     * @param count of the packets
     * @param paddings bytes that each is sent with besides
     */
    void forward(
            long now,
            SourceStream source,
            int count,
            RtpPacket[] packets,
            PayloadDescriptor[] payloads,
            int[] paddings) {
        share.now = now;
        share.source = source;
        share.count = count;
        share.packets = packets;
        share.payloads = payloads;
        share.paddings = paddings;
        threads.serve(subscriptions.size(), count, share);
    }

    /** What each receiver gets, kept so that forwarding allocates nothing. */
    private final class Share implements FanOut.Work {
        private long now;
        private @Nullable SourceStream source;
        private int count;
        private RtpPacket[] packets = one;
        private PayloadDescriptor[] payloads = described;
        private int[] paddings = unpadded;

        @Override
        public void serve(int from, int to, int lane) {
            SourceStream of = Objects.requireNonNull(source);
            for (int receiver = from; receiver < to; receiver++) {
                Subscription subscription = subscriptions.get(receiver);
                for (int i = 0; i < count; i++) {
                    subscription.forward(now, of, packets[i], payloads[i], paddings[i], lane);
                }
            }
        }
    }
}
