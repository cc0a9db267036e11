package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.ParticipantQuality.LayerReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityJsonTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_760_000_000);
    private static final NodeConnected NODE = new NodeConnected("http://node", "ND_1", "b1", 1, 1);
    private static final String WHOSE =
            "\"room\":{\"name\":\"r\",\"sid\":\"RM_1\"},\"participant\":{\"identity\":\"ann\",\"sid\":\"PA_1\"}";
    private static final String WHOLE = "{\"event\":\"participant_quality\",\"createdAtMs\":1760000001123," + WHOSE
            + ",\"quality\":\"lost\",\"score\":1.0,\"resumptions\":2,"
            + "\"up\":{\"lossPercent\":4.3,\"jitterMs\":12,\"bitrateBps\":1500000},"
            + "\"down\":{\"lossPercent\":0.5,\"jitterMs\":7,\"bitrateBps\":64000},\"roundTripMs\":80,"
            + "\"published\":[{\"sid\":\"TR_1\",\"kind\":\"video\",\"source\":\"camera\",\"muted\":true,"
            + "\"wanted\":false,\"width\":640,\"height\":360,\"layer\":1,\"bitrateBps\":900000}],"
            + "\"received\":[{\"sid\":\"TR_2\",\"wanted\":2,\"layer\":0,\"reason\":\"bandwidth\"},{\"sid\":\"TR_3\",\"layer\":-1},"
            + "{\"sid\":\"TR_4\",\"wanted\":9,\"layer\":1,\"reason\":\"a whim\"}],"
            + "\"baselines\":{\"intervalMs\":10003,\"adaptiveBps\":1234567,\"bestBps\":4567890}}";

    private static ParticipantQuality read(String data) {
        return EventJson.quality(NODE, new SseMessage("participant_quality", "", data), NOW);
    }

    @Test
    void aReportIsReadWhole() {
        ParticipantQuality report = read(WHOLE);
        assertThat(report.at()).isEqualTo(Instant.ofEpochMilli(1_760_000_001_123L));
        assertThat(report.participantSid()).isEqualTo("PA_1");
        assertThat(report.identity()).isEqualTo("ann");
        assertThat(report.quality()).isEqualTo(ParticipantQuality.Quality.LOST);
        assertThat(report.resumptions()).isEqualTo(2);
        assertThat(report.up()).isEqualTo(new ParticipantQuality.Way(4.3, 12, 1_500_000));
        assertThat(report.down()).isEqualTo(new ParticipantQuality.Way(0.5, 7, 64_000));
        assertThat(report.roundTripMs()).isEqualTo(80);
        assertThat(report.published())
                .containsExactly(
                        new ParticipantQuality.Published("TR_1", true, "camera", true, false, 640, 360, 1, 900_000));
        assertThat(report.received())
                .containsExactly(
                        new ParticipantQuality.Received("TR_2", 2, 0, LayerReason.BANDWIDTH),
                        new ParticipantQuality.Received("TR_3", -1, -1, LayerReason.UNKNOWN),
                        new ParticipantQuality.Received("TR_4", 2, 1, LayerReason.UNKNOWN));
        assertThat(report.baselines()).isEqualTo(new ParticipantQuality.Baselines(10_003, 1_234_567, 4_567_890));
        assertThat(report.toString()).doesNotContain("ann");
    }

    @Test
    void whatIsOutOfBoundsIsBroughtIntoThem() {
        ParticipantQuality report = read("{" + WHOSE + ",\"createdAtMs\":-5,\"quality\":\"splendid\",\"score\":1e400,"
                + "\"resumptions\":-1,\"up\":{\"lossPercent\":-3,\"jitterMs\":1e30,\"bitrateBps\":-1},"
                + "\"down\":[],\"roundTripMs\":9e9,\"published\":[1,null,{\"layer\":77,\"muted\":\"no\"}],"
                + "\"received\":{}}");
        assertThat(report.at()).isEqualTo(NOW);
        assertThat(report.quality()).isEqualTo(ParticipantQuality.Quality.GOOD);
        assertThat(report.score()).isEqualTo(4.5);
        assertThat(report.resumptions()).isZero();
        assertThat(report.up().lossPercent()).isZero();
        assertThat(report.up().jitterMs()).isBetween(0, 600_000);
        assertThat(report.up().bitrateBps()).isZero();
        assertThat(report.down()).isEqualTo(new ParticipantQuality.Way(0, 0, 0));
        assertThat(report.roundTripMs()).isEqualTo(600_000);
        assertThat(report.published())
                .singleElement()
                .satisfies(track -> assertThat(track.layer()).isEqualTo(2));
        assertThat(report.received()).isEmpty();
    }

    @Test
    void ofManyTracksSixteenAreRead() {
        String many = "{\"sid\":\"TR_1\"},".repeat(1_000) + "{}";
        ParticipantQuality report = read("{" + WHOSE + ",\"published\":[" + many + "],\"received\":[" + many + "]}");
        assertThat(report.published()).hasSize(ParticipantQuality.MOST_TRACKS);
        assertThat(report.received()).hasSize(ParticipantQuality.MOST_TRACKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"adaptiveBps\":1,\"bestBps\":2}",
                "{\"intervalMs\":0,\"adaptiveBps\":1,\"bestBps\":2}",
                "{\"intervalMs\":-10003,\"adaptiveBps\":1,\"bestBps\":2}",
                "{\"intervalMs\":\"soon\",\"adaptiveBps\":1,\"bestBps\":2}",
                "{\"intervalMs\":10003,\"bestBps\":2}",
                "{\"intervalMs\":10003,\"adaptiveBps\":null,\"bestBps\":2}",
                "{\"intervalMs\":10003,\"adaptiveBps\":1}"
            })
    void baselinesThatWereNotMeasuredAreNone(String baselines) {
        ParticipantQuality report = read("{" + WHOSE + ",\"baselines\":" + baselines + "}");
        assertThat(report.baselines()).isNull();
    }

    @Test
    void aNodeThatTellsNoBaselinesIsReadAsBefore() {
        assertThat(read("{" + WHOSE + "}").baselines()).isNull();
    }

    @Test
    void baselinesOutOfBoundsAreBroughtIntoThem() {
        ParticipantQuality report =
                read("{" + WHOSE + ",\"baselines\":{\"intervalMs\":600001,\"adaptiveBps\":-1,\"bestBps\":1e15}}");
        assertThat(report.baselines()).isEqualTo(new ParticipantQuality.Baselines(600_000, 0, 1_000_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"room\":{\"name\":\"r\"}}",
                "{\"room\":{\"name\":\"\"},\"participant\":{\"sid\":\"PA_1\",\"identity\":\"a\"}}",
                "{\"room\":7,\"participant\":{\"sid\":\"PA_1\",\"identity\":\"a\"}}"
            })
    void whatDoesNotSayWhoseItIsIsNoReport(String data) {
        assertThat(read(data)).isNull();
    }

    @Test
    void aNameThatNobodyHasIsNoReport() {
        assertThat(read(WHOLE.replace("\"ann\"", "\"" + "a".repeat(513) + "\"")))
                .isNull();
    }

    @Test
    void noMutilatedReportBreaksTheReader() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(WHOLE);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.setCharAt(at, "{}[]\":,-19e.tfn \u00e9".charAt(random.nextInt(17)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                }
            }
            ParticipantQuality report = read(text.toString());
            if (report != null) {
                assertThat(report.score()).isBetween(1.0, 4.5);
                assertThat(report.published().size()).isLessThanOrEqualTo(ParticipantQuality.MOST_TRACKS);
                ParticipantQuality.Baselines baselines = report.baselines();
                if (baselines != null) {
                    assertThat(baselines.intervalMs()).isBetween(1, 600_000);
                    assertThat(baselines.adaptiveBps()).isNotNegative();
                    assertThat(baselines.bestBps()).isNotNegative();
                }
            }
        }
    }
}
