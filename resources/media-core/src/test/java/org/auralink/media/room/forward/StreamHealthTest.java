package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.auralink.media.rtcp.ReceiveStatistics;
import org.auralink.media.rtcp.ReportBlock;
import org.junit.jupiter.api.Test;

class StreamHealthTest {
    private static final int CLOCK = 48_000;

    private final SubscriberReports reports = new SubscriberReports();

    private StreamHealth after(int lost, long highest) {
        reports.received(0, new ReportBlock(1, 0, lost, highest, 480, 0, 0));
        return reports.takeHealth(CLOCK);
    }

    @Test
    void aReceiversReportsAreTakenForWhatCameBetweenThem() {
        assertThat(after(7, 1_000).packets()).as("before the first report").isZero();
        assertThat(after(17, 1_250)).isEqualTo(new StreamHealth(250, 10, 0, 10_000_000));
        assertThat(after(17, 1_250).packets()).isZero();
    }

    @Test
    void whatAReceiverMakesUpCountsForNothing() {
        after(0, 1_000);
        assertThat(after(900, 1_100)).as("more lost than sent").isEqualTo(new StreamHealth(100, 100, 0, 10_000_000));
        assertThat(after(-5, 500)).as("back in time").isEqualTo(new StreamHealth(0, 0, 0, 10_000_000));
        assertThat(after(0x7fffff, 0xffff_ffffL).packets())
                .as("an impossible jump")
                .isZero();
    }

    @Test
    void whatIsOvertakenIsOutOfOrderAndWhatIsMissingOrComesTwiceIsNot() {
        var statistics = new ReceiveStatistics(1, CLOCK);
        for (int sequence : new int[] {65_534, 65_535, 1, 0, 2, 2, 5, 4}) {
            statistics.onPacket(0, sequence, 0);
        }
        assertThat(statistics.disordered()).isEqualTo(2);
    }
}
