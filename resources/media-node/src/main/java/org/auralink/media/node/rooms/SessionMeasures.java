package org.auralink.media.node.rooms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.node.metrics.Histogram;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.room.data.StreamHeader;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.auralink.media.room.signal.SignalTarget;

/**
 * Subscriptions, peer connections and data streams of all rooms, under the names that LiveKit's server gives them. From any
 * thread.
 */
final class SessionMeasures {
    /** LiveKit's list; anything else a client may write is one label. */
    private static final List<String> MIME_TYPES = List.of("text", "image", "application", "audio", "video", "unknown");

    private static final int UNKNOWN = MIME_TYPES.size() - 1;

    private final LongAdder begun = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder canceled = new LongAdder();
    private final LongAdder[] failed = adders(SubscriptionError.values().length);
    private final LongAdder[] received = adders(TrackKind.values().length);
    private final LongAdder[] started = adders(SignalTarget.values().length);
    private final LongAdder[] up = adders(SignalTarget.values().length);
    private final Streams[] streams = new Streams[StreamHeader.Content.values().length * MIME_TYPES.size()];

    private record Streams(Histogram receivers, Histogram bytes, LongAdder seen) {
        static Streams none() {
            return new Streams(
                    new Histogram(1, 2, 3, 4, 5, 10, 15, 25, 50),
                    new Histogram(128, 512, 2_048, 8_192, 32_768, 131_072, 524_288, 2_097_152, 8_388_608, 33_554_432),
                    new LongAdder());
        }
    }

    SessionMeasures() {
        Arrays.setAll(streams, place -> Streams.none());
    }

    private static LongAdder[] adders(int count) {
        var adders = new LongAdder[count];
        Arrays.setAll(adders, place -> new LongAdder());
        return adders;
    }

    void subscriptionBegun() {
        begun.increment();
    }

    void subscriptionCanceled() {
        canceled.increment();
    }

    void subscriptionFailed(SubscriptionError reason) {
        failed[reason.ordinal()].increment();
    }

    void subscribed(TrackKind kind) {
        succeeded.increment();
        received[kind.ordinal()].increment();
    }

    /** @param count of them */
    void unsubscribed(TrackKind kind, int count) {
        received[kind.ordinal()].add(-count);
    }

    void connectionStarted(SignalTarget connection) {
        started[connection.ordinal()].increment();
    }

    void connectionUp(SignalTarget connection) {
        up[connection.ordinal()].increment();
    }

    void streamBegun(StreamHeader stream, int named) {
        int type = MIME_TYPES.indexOf(stream.mimeType());
        Streams of = streams[stream.content().ordinal() * MIME_TYPES.size() + (type < 0 ? UNKNOWN : type)];
        of.seen.increment();
        of.receivers.observe(named);
        if (stream.length() >= 0) {
            of.bytes.observe(stream.length());
        }
    }

    /** Writes everything. */
    void write(MetricsText text) {
        text.gauge(
                "livekit_track_subscribed_total", "Tracks that participants receive, each as often as it is received.");
        for (TrackKind kind : TrackKind.values()) {
            text.sample(received[kind.ordinal()].sum(), "kind", kind.name());
        }
        text.counter("livekit_track_subscribe_counter", "Subscriptions by what became of them.");
        text.sample(begun.sum(), "state", "attempt", "error", "");
        text.sample(succeeded.sum(), "state", "success", "error", "");
        text.sample(canceled.sum(), "state", "cancel", "error", "");
        for (SubscriptionError reason : SubscriptionError.values()) {
            text.sample(failed[reason.ordinal()].sum(), "state", "failure", "error", lower(reason));
        }
        text.counter("livekit_peer_connection_state", "Peer connections that came so far for the first time.");
        for (SignalTarget connection : SignalTarget.values()) {
            text.sample(started[connection.ordinal()].sum(), "transport", connection.name(), "state", "started");
            text.sample(up[connection.ordinal()].sum(), "transport", connection.name(), "state", "connected");
        }
        text.histogram("livekit_datapacket_stream_dest_count", "Receivers that data streams name; 0 for everybody.");
        for (int place = 0; place < streams.length; place++) {
            if (streams[place].seen.sum() > 0) {
                text.distribution(streams[place].receivers, labels(place));
            }
        }
        text.histogram("livekit_datapacket_stream_bytes", "How long data streams are, where they say so.");
        for (int place = 0; place < streams.length; place++) {
            if (streams[place].seen.sum() > 0) {
                text.distribution(streams[place].bytes, labels(place));
            }
        }
    }

    private static String[] labels(int place) {
        StreamHeader.Content content = StreamHeader.Content.values()[place / MIME_TYPES.size()];
        return new String[] {"type", lower(content), "mime_type", MIME_TYPES.get(place % MIME_TYPES.size())};
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
