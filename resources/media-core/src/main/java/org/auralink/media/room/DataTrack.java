package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.model.DataTrackInfo;

/** A published data track and those who receive it. */
final class DataTrack {
    private final DataTrackInfo info;
    private final Member publisher;
    private final List<DataSubscription> subscriptions = new ArrayList<>();

    DataTrack(DataTrackInfo info, Member publisher) {
        this.info = info;
        this.publisher = publisher;
    }

    DataTrackInfo info() {
        return info;
    }

    Member publisher() {
        return publisher;
    }

    /** In the order in which they asked. */
    List<DataSubscription> subscriptions() {
        return subscriptions;
    }
}
