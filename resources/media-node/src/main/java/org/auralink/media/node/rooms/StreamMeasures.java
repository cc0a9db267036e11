package org.auralink.media.node.rooms;

import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.node.metrics.Histogram;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.room.forward.StreamHealth;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;

/**
 * How the streams of media in all rooms arrive, by direction, source and kind, under the names that LiveKit's server gives
 * it. From any thread.
 */
final class StreamMeasures {
    private static final int SOURCES = TrackSource.values().length;
    private static final int KINDS = TrackKind.values().length;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Streams[] streams = new Streams[2 * SOURCES * KINDS];

    /** Streams of one direction, source and kind. */
    private static final class Streams {
        private final String[] labels;
        private final LongAdder seen = new LongAdder();
        private final LongAdder lost = new LongAdder();
        private final LongAdder disordered = new LongAdder();
        private final Histogram lostPercent = share();
        private final Histogram disorderedPercent = share();
        private final Histogram jitter =
                new Histogram(1_000, 10_000, 30_000, 50_000, 70_000, 100_000, 300_000, 600_000, 1_000_000);
        private final Histogram begun = new Histogram(100, 200, 500, 700, 1_000, 5_000, 10_000);

        Streams(boolean incoming, TrackSource source, TrackKind kind) {
            labels = new String[] {
                "direction", incoming ? "incoming" : "outgoing", "source", source.name(), "type", kind.name()
            };
        }

        private static Histogram share() {
            return new Histogram(0, 0.1, 0.3, 0.5, 0.7, 1, 5, 10, 40, 100);
        }

        void measured(StreamHealth health) {
            seen.increment();
            lost.add(health.lost());
            disordered.add(health.disordered());
            if (health.packets() > 0) {
                lostPercent.observe(health.lost() * 100.0 / health.packets());
                disorderedPercent.observe(health.disordered() * 100.0 / health.packets());
            }
            if (health.jitterNanos() > 0) {
                jitter.observe(health.jitterNanos() / NANOS_PER_MICRO);
            }
        }
    }

    StreamMeasures() {
        for (TrackSource source : TrackSource.values()) {
            for (TrackKind kind : TrackKind.values()) {
                streams[place(false, source, kind)] = new Streams(false, source, kind);
                streams[place(true, source, kind)] = new Streams(true, source, kind);
            }
        }
    }

    private static int place(boolean incoming, TrackSource source, TrackKind kind) {
        return (source.ordinal() * KINDS + kind.ordinal()) * 2 + (incoming ? 1 : 0);
    }

    void measured(boolean incoming, TrackSource source, TrackKind kind, StreamHealth health) {
        streams[place(incoming, source, kind)].measured(health);
    }

    void begun(TrackSource source, TrackKind kind, long afterNanos) {
        Streams incoming = streams[place(true, source, kind)];
        incoming.seen.increment();
        incoming.begun.observe(afterNanos / NANOS_PER_MILLI);
    }

    /** Writes what there was. */
    void write(MetricsText text) {
        text.counter("livekit_packet_loss_total", "Packets lost before any repair.");
        each(streams -> text.sample(streams.lost.sum(), streams.labels));
        text.histogram("livekit_packet_loss_percent", "Loss of each stream within five seconds.");
        each(streams -> text.distribution(streams.lostPercent, streams.labels));
        text.counter("livekit_packet_out_of_order_total", "Packets that others overtook.");
        each(streams -> text.sample(streams.disordered.sum(), streams.labels));
        text.histogram("livekit_packet_out_of_order_percent", "Their share of each stream within five seconds.");
        each(streams -> text.distribution(streams.disorderedPercent, streams.labels));
        text.histogram("livekit_jitter_us", "How evenly the packets of each stream come.");
        each(streams -> text.distribution(streams.jitter, streams.labels));
        text.histogram("livekit_pubsubtime_ms", "From the announcement of a track to its first media.");
        for (Streams each : streams) {
            if (each.labels[1].equals("incoming") && each.seen.sum() > 0) {
                text.distribution(each.begun, "direction", "publish", "source", each.labels[3], "type", each.labels[5]);
            }
        }
    }

    private void each(java.util.function.Consumer<Streams> what) {
        for (Streams each : streams) {
            if (each.seen.sum() > 0) {
                what.accept(each);
            }
        }
    }
}
