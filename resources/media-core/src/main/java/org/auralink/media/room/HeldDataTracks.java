package org.auralink.media.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ServerSignal;
import org.jspecify.annotations.Nullable;

/** The data tracks that one participant publishes, and those that it receives, each under its own handles. */
final class HeldDataTracks {
    static final int MAX_HANDLE = 65_535;

    private final boolean automatic;
    private final Map<Integer, DataTrack> published = new LinkedHashMap<>();
    private final Map<Integer, DataSubscription> received = new LinkedHashMap<>();
    private final Map<TrackSid, DataSubscription> bySid = new LinkedHashMap<>();
    private int lastHandle;
    private boolean changed;

    /** @param automatic whether it receives all without asking */
    HeldDataTracks(boolean automatic) {
        this.automatic = automatic;
    }

    boolean isAutomatic() {
        return automatic;
    }

    void publish(DataTrack track) {
        published.put(track.info().handle(), track);
    }

    /** Not any more. */
    void unpublish(int handle) {
        published.remove(handle);
    }

    /** The track that its packets name so, or null. */
    @Nullable
    DataTrack published(int handle) {
        return published.get(handle);
    }

    /** A copy: what is done with them may end them. */
    List<DataTrack> published() {
        return List.copyOf(published.values());
    }

    boolean publishes(String name) {
        return published.values().stream().anyMatch(track -> track.info().name().equals(name));
    }

    /** What others are told of. */
    List<DataTrackInfo> infos() {
        if (published.isEmpty()) {
            return List.of();
        }
        return published.values().stream().map(DataTrack::info).toList();
    }

    /** Receives a track from now on, under a handle that nothing it receives has. */
    DataSubscription receive(Member self, DataTrack track) {
        do {
            lastHandle = lastHandle % MAX_HANDLE + 1;
        } while (received.containsKey(lastHandle));
        var subscription = new DataSubscription(track, self, lastHandle);
        received.put(lastHandle, subscription);
        bySid.put(track.info().sid(), subscription);
        return subscription;
    }

    void forget(DataSubscription subscription) {
        received.remove(subscription.handle());
        bySid.remove(subscription.track().info().sid());
        changed();
    }

    /** Its subscription to a track, or null. */
    @Nullable
    DataSubscription received(TrackSid sid) {
        return bySid.get(sid);
    }

    /** A copy: what is done with them may end them. */
    List<DataSubscription> received() {
        return new ArrayList<>(received.values());
    }

    int receivedCount() {
        return received.size();
    }

    /** What it has been told about handles is not right any more. */
    void changed() {
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    /** All handles with what they stand for; it knows them from now on. */
    ServerSignal.DataTrackHandles tell() {
        changed = false;
        Map<Integer, ServerSignal.ReceivedDataTrack> handles = new LinkedHashMap<>();
        received.forEach((handle, subscription) -> {
            if (subscription.isPermitted()) {
                Member publisher = subscription.track().publisher();
                handles.put(
                        handle,
                        new ServerSignal.ReceivedDataTrack(
                                publisher.identity(),
                                publisher.sid(),
                                subscription.track().info().sid()));
            }
            subscription.told();
        });
        return new ServerSignal.DataTrackHandles(handles);
    }
}
