package org.auralink.media.node.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.room.ParticipantReport;
import org.auralink.media.room.forward.LayerReason;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.RoomSid;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.junit.jupiter.api.Test;

class QualityLogTest {
    static final RoomInfo ROOM =
            new RoomInfo(new RoomSid("RM_1"), "r", new RoomOptions(300, 20, 0, List.of(), ""), 5_000, "", 1, 1, false);

    private final QualityLog log = new QualityLog(3);

    static ParticipantReport report(String identity) {
        return new ParticipantReport(
                new ParticipantSid("PA_" + identity),
                new ParticipantIdentity(identity),
                ConnectionQuality.GOOD,
                3.92f,
                1,
                new ParticipantReport.Way(4.26, 12_400_000, 1_500_000),
                new ParticipantReport.Way(0, 0, 0),
                -1,
                List.of(new ParticipantReport.Published(
                        new TrackSid("TR_1"), TrackKind.VIDEO, TrackSource.CAMERA, false, true, 640, 360, 1, 900_000)),
                List.of(new ParticipantReport.Received(new TrackSid("TR_2"), 2, -1, LayerReason.BEST_PUBLISHED)),
                new ParticipantReport.Baselines(10_003_400_000L, 1_200_000, 4_500_000));
    }

    @Test
    void withoutAReaderNothingIsKept() {
        log.add(1, ROOM, report("ada"));
        assertThat(log.last()).isZero();
        assertThat(log.after(0, 10)).isEmpty();
    }

    @Test
    void theOldestReportsGoFirst() {
        log.watch(() -> {});
        for (int i = 1; i <= 5; i++) {
            log.add(i, ROOM, report("p" + i));
        }
        assertThat(log.after(0, 10)).extracting(QualityLog.Entry::sequence).containsExactly(3L, 4L, 5L);
        assertThat(log.after(3, 1)).extracting(QualityLog.Entry::sequence).containsExactly(4L);
        assertThat(log.after(5, 10)).isEmpty();
    }

    @Test
    void aReportIsWrittenAsOneLineWithRoundedNumbers() {
        assertThat(ReportJson.of(new QualityLog.Entry(1, 1_700_000_000_123L, ROOM, report("ada"))))
                .isEqualTo("{\"event\":\"participant_quality\",\"createdAtMs\":1700000000123,"
                        + "\"room\":{\"name\":\"r\",\"sid\":\"RM_1\"},"
                        + "\"participant\":{\"identity\":\"ada\",\"sid\":\"PA_ada\"},"
                        + "\"quality\":\"good\",\"score\":3.9,\"resumptions\":1,"
                        + "\"up\":{\"lossPercent\":4.3,\"jitterMs\":12,\"bitrateBps\":1500000},"
                        + "\"down\":{\"lossPercent\":0.0,\"jitterMs\":0,\"bitrateBps\":0},"
                        + "\"published\":[{\"sid\":\"TR_1\",\"kind\":\"video\",\"source\":\"camera\",\"muted\":false,"
                        + "\"wanted\":true,\"width\":640,\"height\":360,\"layer\":1,\"bitrateBps\":900000}],"
                        + "\"received\":[{\"sid\":\"TR_2\",\"wanted\":2,\"layer\":-1,\"reason\":\"best_published\"}],"
                        + "\"baselines\":{\"intervalMs\":10003,\"adaptiveBps\":1200000,\"bestBps\":4500000}}");
    }
}
