package org.auralink.quality.control;

import java.time.Instant;
import java.util.List;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.ParticipantQuality.Baselines;
import org.auralink.media.connector.ParticipantQuality.Published;
import org.auralink.media.connector.ParticipantQuality.Quality;
import org.auralink.media.connector.ParticipantQuality.Received;
import org.auralink.media.connector.ParticipantQuality.Way;

/** Reports as a node tells them, of a good connection unless a test says otherwise. */
public final class Reports {
    public static final String CALL = "6f2c1b52-9a55-4b4e-8c0a-0d5f2f1f0a11";

    private Reports() {}

    public static Builder of(String identity) {
        return new Builder(identity);
    }

    /** One report. */
    public static final class Builder {
        private final String identity;
        private String call = CALL;
        private String sid;
        private String node = "ND_1";
        private Instant at = Instant.parse("2026-01-02T10:00:00Z");
        private Quality quality = Quality.EXCELLENT;
        private double score = 4.4;
        private int resumptions;
        private double loss;
        private Integer roundTrip = 40;
        private long sent = 128_000;
        private Baselines baselines;
        private List<Published> published = List.of();
        private List<Received> received = List.of();

        private Builder(String identity) {
            this.identity = identity;
            sid = "PA_" + identity;
        }

        public Builder call(String room) {
            call = room;
            return this;
        }

        public Builder sid(String joining) {
            sid = joining;
            return this;
        }

        public Builder node(String id) {
            node = id;
            return this;
        }

        public Builder at(Instant time) {
            at = time;
            return this;
        }

        public Builder quality(Quality known) {
            quality = known;
            return this;
        }

        public Builder score(double mos) {
            score = mos;
            return this;
        }

        public Builder resumptions(int number) {
            resumptions = number;
            return this;
        }

        /** On the way to the node. */
        public Builder loss(double percent) {
            loss = percent;
            return this;
        }

        public Builder roundTrip(Integer millis) {
            roundTrip = millis;
            return this;
        }

        /** What was sent to it, in bit/s. */
        public Builder sent(long bps) {
            sent = bps;
            return this;
        }

        /** None unless they are told. */
        public Builder baselines(int intervalMs, long adaptiveBps, long bestBps) {
            baselines = new Baselines(intervalMs, adaptiveBps, bestBps);
            return this;
        }

        public Builder published(Published... tracks) {
            published = List.of(tracks);
            return this;
        }

        public Builder received(Received... tracks) {
            received = List.of(tracks);
            return this;
        }

        public ParticipantQuality build() {
            return new ParticipantQuality(
                    "http://node",
                    node,
                    at,
                    call,
                    sid,
                    identity,
                    quality,
                    score,
                    resumptions,
                    new Way(loss, 5, 64_000),
                    new Way(0, 7, sent),
                    roundTrip,
                    published,
                    received,
                    baselines);
        }
    }
}
