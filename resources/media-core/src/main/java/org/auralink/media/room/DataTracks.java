package org.auralink.media.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.data.DataTrackPacket;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.jspecify.annotations.Nullable;

/** The data tracks of a room: who publishes which, who receives which, and the way of their packets. */
final class DataTracks {
    private final Members members;
    private final RoomShared shared;
    private final MemberHost host;
    private final Map<TrackSid, DataTrack> tracks = new HashMap<>();

    DataTracks(Members members, RoomShared shared, MemberHost host) {
        this.members = members;
        this.shared = shared;
        this.host = host;
    }

    /** Somebody publishes one; it is told the track's id, or why it may not. */
    void publish(long now, Member publisher, ClientSignal.PublishDataTrack request) {
        ServerSignal.DataTrackRefused refused = refusal(publisher, request);
        if (refused != null) {
            publisher.send(refused);
            return;
        }
        TrackSid sid = shared.sids().dataTrack();
        var info = new DataTrackInfo(request.handle(), sid, request.name(), request.encryption(), request.format());
        var track = new DataTrack(info, publisher);
        tracks.put(info.sid(), track);
        publisher.dataTracks().publish(track);
        publisher.send(new ServerSignal.DataTrackPublished(info));
        host.changed(now, publisher);
        for (Member receiver : members.all()) {
            receiveUnasked(receiver, track);
        }
    }

    private ServerSignal.@Nullable DataTrackRefused refusal(Member publisher, ClientSignal.PublishDataTrack request) {
        String field = "publish_data_track_request.";
        HeldDataTracks own = publisher.dataTracks();
        if (!publisher.permission().canPublishData()) {
            return refusal(request, RequestReason.NOT_ALLOWED, "the participant is not allowed to publish data");
        }
        if (request.handle() < 1 || request.handle() > HeldDataTracks.MAX_HANDLE) {
            String message = field + "pub_handle: expected 1 to " + HeldDataTracks.MAX_HANDLE;
            return refusal(request, RequestReason.INVALID_HANDLE, message);
        }
        if (own.published(request.handle()) != null) {
            return refusal(request, RequestReason.DUPLICATE_HANDLE, field + "pub_handle: is published already");
        }
        if (request.name().isEmpty()) {
            return refusal(request, RequestReason.INVALID_NAME, field + "name: is empty");
        }
        if (shared.limits().isTooLong(request.name())) {
            String message = field + "name: longer than " + shared.limits().nameLength() + " characters";
            return refusal(request, RequestReason.INVALID_NAME, message);
        }
        DataTrackFormat.Schema schema = request.format().schema();
        if (!request.format().isValid() || schema != null && shared.limits().isTooLong(schema.name())) {
            String message =
                    field + "frame_encoding, schema: an encoding of one's own needs a name of 32 characters at most";
            return refusal(request, RequestReason.INVALID_REQUEST, message);
        }
        if (own.publishes(request.name())) {
            return refusal(request, RequestReason.DUPLICATE_NAME, field + "name: is published already");
        }
        if (own.infos().size() >= shared.limits().dataTracks()) {
            String message = "more than " + shared.limits().dataTracks() + " data tracks";
            return refusal(request, RequestReason.LIMIT_EXCEEDED, message);
        }
        return null;
    }

    private static ServerSignal.DataTrackRefused refusal(
            ClientSignal.PublishDataTrack request, RequestReason reason, String message) {
        return new ServerSignal.DataTrackRefused(request.handle(), true, reason, message);
    }

    /** Its publisher ends one, and is told so. */
    void unpublish(long now, Member publisher, int handle) {
        DataTrack track = publisher.dataTracks().published(handle);
        if (track == null) {
            publisher.send(new ServerSignal.DataTrackRefused(
                    handle, false, RequestReason.NOT_FOUND, "no such data track: unpublish_data_track_request"));
            return;
        }
        end(track);
        host.changed(now, publisher);
    }

    private void end(DataTrack track) {
        forget(track);
        track.publisher().dataTracks().unpublish(track.info().handle());
        track.publisher().send(new ServerSignal.DataTrackUnpublished(track.info()));
    }

    private void forget(DataTrack track) {
        tracks.remove(track.info().sid());
        track.subscriptions().forEach(each -> each.receiver().dataTracks().forget(each));
        track.subscriptions().clear();
    }

    /** Somebody wants tracks, or no longer. */
    void subscribe(Member receiver, List<ClientSignal.DataSubscriptionWish> wishes) {
        for (ClientSignal.DataSubscriptionWish wish : wishes) {
            DataSubscription present = receiver.dataTracks().received(wish.track());
            if (wish.subscribe()) {
                DataSubscription subscription = present == null ? receive(receiver, wish.track()) : present;
                if (subscription != null) {
                    subscription.limit(wish.framesPerSecond());
                }
            } else if (present != null) {
                stop(present);
            }
        }
    }

    private @Nullable DataSubscription receive(Member receiver, TrackSid sid) {
        DataTrack track = tracks.get(sid);
        if (track == null
                || track.publisher() == receiver
                || track.publisher().permission().hidden()) {
            receiver.send(new ServerSignal.SubscriptionFailed(sid, SubscriptionError.TRACK_NOTFOUND));
            return null;
        }
        if (receiver.dataTracks().receivedCount() >= shared.limits().dataSubscriptions()) {
            receiver.send(new ServerSignal.SubscriptionFailed(sid, SubscriptionError.UNKNOWN));
            return null;
        }
        DataSubscription subscription = begin(receiver, track);
        if (!subscription.isPermitted()) {
            receiver.send(
                    new ServerSignal.SubscriptionPermitted(track.publisher().sid(), sid, false));
        }
        return subscription;
    }

    private static DataSubscription begin(Member receiver, DataTrack track) {
        DataSubscription subscription = receiver.dataTracks().receive(receiver, track);
        track.subscriptions().add(subscription);
        consider(subscription);
        return subscription;
    }

    private static void stop(DataSubscription subscription) {
        subscription.track().subscriptions().remove(subscription);
        subscription.receiver().dataTracks().forget(subscription);
    }

    private void receiveUnasked(Member receiver, DataTrack track) {
        boolean room = receiver.dataTracks().receivedCount() < shared.limits().dataSubscriptions();
        if (receiver.dataTracks().isAutomatic() && receiver != track.publisher() && room) {
            begin(receiver, track);
        }
    }

    /** Somebody is new here: receives what there is, and who comes from another room brings its tracks along. */
    void joined(Member member) {
        for (DataTrack track : member.dataTracks().published()) {
            tracks.put(track.info().sid(), track);
            members.all().forEach(receiver -> receiveUnasked(receiver, track));
        }
        if (member.dataTracks().isAutomatic()) {
            for (Member publisher : members.all()) {
                publisher.dataTracks().published().forEach(track -> receiveUnasked(member, track));
            }
        }
    }

    /** Somebody comes back, and may have missed what was said about handles. */
    void resumed(Member receiver) {
        if (receiver.dataTracks().receivedCount() > 0) {
            receiver.dataTracks().changed();
        }
    }

    /** Whether a client that comes back still publishes all that it believes to publish. */
    boolean areAllOf(Member publisher, List<TrackSid> believed) {
        return believed.stream().map(tracks::get).allMatch(track -> track != null && track.publisher() == publisher);
    }

    /** What somebody may do is different now, or who may receive its tracks. The others are not told yet. */
    void reconsider(Member changed) {
        if (!changed.permission().canPublishData()) {
            changed.dataTracks().published().forEach(this::end);
        }
        changed.dataTracks().published().forEach(track -> track.subscriptions().forEach(DataTracks::consider));
        changed.dataTracks().received().forEach(DataTracks::consider);
    }

    private static void consider(DataSubscription subscription) {
        DataTrack track = subscription.track();
        Member receiver = subscription.receiver();
        if (subscription.permit(SubscriptionRules.mayReceive(
                receiver, track.publisher(), track.info().sid()))) {
            receiver.dataTracks().changed();
        }
    }

    /** Somebody is gone, and nobody receives its tracks any more; it may bring them into another room. */
    void left(Member gone) {
        gone.dataTracks().received().forEach(DataTracks::stop);
        gone.dataTracks().published().forEach(this::forget);
    }

    /** A packet of a participant's. */
    @Nullable
    DataRefusal received(long now, Member sender, byte[] buf, int from, int size) {
        if (!sender.permission().canPublishData()) {
            return DataRefusal.NOT_ALLOWED;
        }
        if (!DataTrackPacket.isValid(buf, from, size)) {
            return DataRefusal.MALFORMED;
        }
        DataTrack track = sender.dataTracks().published(DataTrackPacket.handle(buf, from));
        if (track == null) {
            return DataRefusal.NO_SUCH_TRACK;
        }
        DataRefusal refused = null;
        int frame = DataTrackPacket.frame(buf, from);
        List<DataSubscription> subscriptions = track.subscriptions();
        for (int i = 0; i < subscriptions.size(); i++) {
            DataSubscription each = subscriptions.get(i);
            if (each.receiver().state() != ParticipantState.ACTIVE || !each.takes(now, frame)) {
                continue;
            }
            if (!sender.data().maySend(now, size, false)) {
                return DataRefusal.TOO_MUCH;
            }
            byte[] packet = DataTrackPacket.withHandle(buf, from, size, each.handle());
            if (!each.receiver().connections().sendData(now, DataKind.TRACK, packet)) {
                refused = DataRefusal.SLOW_RECEIVER;
            }
        }
        return refused;
    }

    /** Tells of handles. What changes within one tick is told once. */
    void tick() {
        List<Member> present = members.all();
        for (int i = 0; i < present.size(); i++) {
            Member member = present.get(i);
            if (member.dataTracks().isChanged()) {
                member.send(member.dataTracks().tell());
            }
        }
    }
}
