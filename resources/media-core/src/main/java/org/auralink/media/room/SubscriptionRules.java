package org.auralink.media.room;

import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.jspecify.annotations.Nullable;

/** Decides who receives which track: what the receiver wants and may, and what the publisher permits. */
final class SubscriptionRules {
    private final Members members;

    SubscriptionRules(Members members) {
        this.members = members;
    }

    /** Somebody is new here, or may subscribe from now on, or no longer. */
    void considerAllFor(Member receiver) {
        for (Member publisher : members.all()) {
            for (PublishedTrack track : publisher.published()) {
                consider(publisher, track, receiver);
            }
        }
    }

    /** A track is new here. */
    void considerForAll(Member publisher, PublishedTrack track) {
        for (Member receiver : members.all()) {
            consider(publisher, track, receiver);
        }
    }

    private void consider(Member publisher, PublishedTrack track, Member receiver) {
        Sending sending = receiver.sending();
        if (receiver == publisher || sending == null) {
            return;
        }
        if (mayReceive(receiver, publisher, track.sid())
                && receiver.subscribing().wants(track.sid())) {
            sending.subscribe(publisher.sid(), track);
        } else {
            sending.unsubscribe(track.sid());
        }
    }

    /** A track of somebody whom the others do not see is none for them: clients cannot place it. */
    static boolean mayReceive(Member receiver, Member publisher, TrackSid track) {
        return receiver.permission().canSubscribe()
                && !publisher.permission().hidden()
                && publisher.subscribing().permits(receiver, track);
    }

    /** What somebody may do is different now, and with it who receives its tracks, and what it receives. */
    void reconsider(Member changed) {
        considerAllFor(changed);
        changed.published().forEach(track -> considerForAll(changed, track));
    }

    /** Somebody wants a track, or no longer. */
    void ask(Member receiver, TrackSid sid, boolean subscribe) {
        Members.Published wanted = members.published(sid);
        if (wanted == null || wanted.publisher().permission().hidden()) {
            if (subscribe) {
                receiver.send(new ServerSignal.SubscriptionFailed(sid, SubscriptionError.TRACK_NOTFOUND));
            }
            return;
        }
        receiver.subscribing().ask(sid, subscribe);
        if (subscribe && !mayReceive(receiver, wanted.publisher(), sid)) {
            receiver.send(
                    new ServerSignal.SubscriptionPermitted(wanted.publisher().sid(), sid, false));
        }
        consider(wanted.publisher(), wanted.track(), receiver);
    }

    /** Somebody receives a track from now on. The publisher is told of the first; the receiver, how the publisher is. */
    void subscribed(Member receiver, PublishedTrack track) {
        Members.Published published = members.published(track.sid());
        if (published == null) {
            return;
        }
        if (track.firstSubscribed()) {
            published.publisher().send(new ServerSignal.TrackSubscribed(track.sid()));
        }
        Qualities.tellPresent(receiver, published.publisher());
    }

    /** A publisher decides who may receive its tracks; those concerned are told. */
    void permit(Member publisher, ClientSignal.SetSubscriptionPermission permission) {
        Subscribing rules = publisher.subscribing();
        var before = new java.util.HashSet<Pair>();
        for (Pair pair : pairs(publisher)) {
            if (rules.permits(pair.receiver, pair.track.sid())) {
                before.add(pair);
            }
        }
        rules.permit(permission);
        for (Pair pair : pairs(publisher)) {
            boolean permitted = rules.permits(pair.receiver, pair.track.sid());
            if (permitted != before.contains(pair) && !publisher.permission().hidden()) {
                pair.receiver.send(
                        new ServerSignal.SubscriptionPermitted(publisher.sid(), pair.track.sid(), permitted));
                consider(publisher, pair.track, pair.receiver);
            }
        }
    }

    private record Pair(Member receiver, PublishedTrack track) {}

    private java.util.List<Pair> pairs(Member publisher) {
        var pairs = new java.util.ArrayList<Pair>();
        for (Member receiver : members.all()) {
            if (receiver != publisher) {
                publisher.published().forEach(track -> pairs.add(new Pair(receiver, track)));
            }
        }
        return pairs;
    }

    /** A track is gone. */
    void forget(PublishedTrack track) {
        for (Member receiver : members.all()) {
            Sending sending = receiver.sending();
            if (sending != null) {
                sending.forget(track.sid());
            }
            receiver.subscribing().forget(track.sid());
        }
    }

    /** Whether somebody receives anything of somebody else, or is that somebody. */
    static boolean concerns(Member receiver, Member publisher) {
        if (receiver == publisher) {
            return true;
        }
        @Nullable Sending sending = receiver.sending();
        if (sending == null) {
            return false;
        }
        for (PublishedTrack track : publisher.published()) {
            if (sending.receives(track.sid())) {
                return true;
            }
        }
        return false;
    }
}
