package org.auralink.media.room.data;

import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.sctp.channel.DataChannel;
import org.jspecify.annotations.Nullable;

/** What LiveKit's clients have a data channel for, each known by its label. */
public enum DataKind {
    /** Packets that arrive, in order. */
    RELIABLE("_reliable", ChannelOptions.RELIABLE),
    /** Packets that are sent once. */
    LOSSY("_lossy", ChannelOptions.LOSSY),
    /** Packets of data tracks, which are sent once. */
    TRACK("_data_track", ChannelOptions.LOSSY);

    private final String label;
    private final ChannelOptions options;

    DataKind(String label, ChannelOptions options) {
        this.label = label;
        this.options = options;
    }

    /** The label of its channel. */
    public String label() {
        return label;
    }

    /** How the room opens it. */
    public ChannelOptions options() {
        return options;
    }

    /** What a channel is for; null for one of the application's own. */
    public static @Nullable DataKind of(DataChannel channel) {
        for (DataKind kind : values()) {
            if (kind.label.equals(channel.label())) {
                return kind;
            }
        }
        return null;
    }
}
