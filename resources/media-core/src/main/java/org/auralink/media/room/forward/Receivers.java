package org.auralink.media.room.forward;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.rtp.RtpPacket;

/** Everybody a track goes to. */
final class Receivers {
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Wishes wishes = new Wishes();

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
        PayloadDescriptor payload = source.arrived();
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).forward(now, source, packet, payload, begins, 0);
        }
    }
}
