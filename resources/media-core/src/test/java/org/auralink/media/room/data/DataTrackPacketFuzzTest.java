package org.auralink.media.room.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** What a participant sends on {@code _data_track}. */
class DataTrackPacketFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void whatIsPassedOnDiffersInItsHandleOnly(byte[] packet) {
        byte[] array = Arrays.copyOf(packet, packet.length + 5);
        System.arraycopy(packet, 0, array, 5, packet.length);
        if (!DataTrackPacket.isValid(array, 5, packet.length)) {
            return;
        }
        assertThat(DataTrackPacket.handle(array, 5)).isBetween(1, 65_535);
        assertThat(DataTrackPacket.frame(array, 5)).isBetween(0, 65_535);
        byte[] passed = DataTrackPacket.withHandle(array, 5, packet.length, 0xabcd);
        assertThat(DataTrackPacket.handle(passed, 0)).isEqualTo(0xabcd);
        assertThat(DataTrackPacket.isValid(passed, 0, passed.length)).isTrue();
        passed[2] = packet[2];
        passed[3] = packet[3];
        assertThat(passed).isEqualTo(packet);
    }
}
