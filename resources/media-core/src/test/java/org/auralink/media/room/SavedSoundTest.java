package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/** Where less is to be sent, fewer of those are heard who are silent, as many of those who speak, and no word is cut. */
class SavedSoundTest {
    private static final int ROOM = 75;
    private static final int SPEECH = 30;
    private static final int SILENT = 127;
    private static final long LATE = 50_000_000L;

    private final TestRoom test = new TestRoom(tuning(new AudioRule(6, 20, false).saving(LATE)));
    private final TestClient ear = test.connected("ear");
    private final List<TestClient> speakers = new ArrayList<>();
    private int number;

    private static RoomTuning tuning(AudioRule audio) {
        return new RoomTuning(
                KeyFrameSpacing.DEFAULT,
                SpeakerRule.DEFAULT,
                5_000_000_000L,
                true,
                0,
                CongestionControl.DEFAULT,
                audio,
                SavingRule.OFF);
    }

    private void people(int count) {
        for (int i = 0; i < count; i++) {
            TestClient speaker = test.connected("speaker " + i);
            speaker.publishMicrophone();
            speakers.add(speaker);
            ear.renegotiate();
            speakers.forEach(TestClient::renegotiate);
        }
    }

    /** Each sends a packet in 20 ms, which names it and has a number. */
    private void talk(int millis, int... levels) {
        for (int at = 0; at < millis; at += 20) {
            number++;
            for (int i = 0; i < levels.length; i++) {
                send(i, levels[i]);
            }
            test.pass(20);
        }
    }

    private void send(int speaker, int level) {
        speakers.get(speaker)
                .sendRtp(
                        TestClient.OPUS,
                        "mic",
                        new byte[] {(byte) speaker, (byte) (number >> 8), (byte) number},
                        level);
    }

    private static int[] levels(int speaking, int all) {
        int[] levels = new int[all];
        Arrays.fill(levels, ROOM);
        Arrays.fill(levels, 0, speaking, SPEECH);
        return levels;
    }

    private List<RtpPacket> packetsOf(int speaker) {
        return ear.receiving().rtp.stream()
                .filter(packet -> packet.payloadLength() > 0)
                .filter(packet -> packet.array()[packet.payloadOffset()] == speaker)
                .toList();
    }

    private List<Integer> numbersOf(int speaker) {
        return packetsOf(speaker).stream()
                .map(packet -> (packet.array()[packet.payloadOffset() + 1] & 0xff) << 8
                        | packet.array()[packet.payloadOffset() + 2] & 0xff)
                .toList();
    }

    private long heard() {
        return IntStream.range(0, speakers.size())
                .filter(speaker -> !packetsOf(speaker).isEmpty())
                .count();
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void ofThoseWhoAreQuietTwoAreHeardInASmallRoomToo() {
        people(5);
        talk(3_000, levels(0, 5));
        ear.receiving().rtp.clear();
        talk(1_000, levels(0, 5));
        assertThat(heard()).isEqualTo(2);
    }

    @Test
    void asManyWhoSpeakAreHeardAsWithoutSaving() {
        people(8);
        talk(3_000, levels(6, 8));
        ear.receiving().rtp.clear();
        talk(1_000, levels(6, 8));
        assertThat(heard()).isEqualTo(6);
    }

    @Test
    void whoSpeaksQuietlyIsHeardWhileNobodyElseSpeaks() {
        people(5);
        talk(3_000, ROOM, ROOM, ROOM, ROOM, 65);
        ear.receiving().rtp.clear();
        talk(1_000, ROOM, ROOM, ROOM, ROOM, 65);
        assertThat(packetsOf(4)).hasSize(50);
    }

    @Test
    void whoHasSpokenIsHeardForAWhileYet() {
        people(5);
        talk(3_000, levels(5, 5));
        ear.receiving().rtp.clear();
        talk(1_300, levels(0, 5));
        assertThat(heard()).isEqualTo(5);
        talk(400, levels(0, 5));
        ear.receiving().rtp.clear();
        talk(500, levels(0, 5));
        assertThat(heard()).isEqualTo(2);
    }

    /** Whoever it is: two of the five are heard before. */
    @Test
    void theBeginningOfAWordIsHeardThoughItTakesSomeTimeToKnowThatItIsOne() {
        people(5);
        for (int speaker = 0; speaker < 5; speaker++) {
            talk(4_000, levels(0, 5));
            ear.receiving().rtp.clear();
            int first = number + 1;
            int[] levels = levels(0, 5);
            levels[speaker] = SPEECH;
            talk(600, levels);
            assertThat(numbersOf(speaker)).containsSequence(range(first, number));
            assertEven(packetsOf(speaker));
        }
    }

    private static void assertEven(List<RtpPacket> sent) {
        for (int i = 1; i < sent.size(); i++) {
            RtpPacket before = sent.get(i - 1);
            assertThat(sent.get(i).sequenceNumber()).isEqualTo(before.sequenceNumber() + 1 & 0xffff);
            assertThat(sent.get(i).timestamp() - before.timestamp() & 0xffff_ffffL)
                    .isEqualTo(1_000);
        }
    }

    @Test
    void afterASilenceWithoutPacketsTooAndWithTheDistanceThatItHad() {
        people(5);
        talk(1_000, levels(0, 5));
        for (int at = 0; at < 4_000; at += 400) {
            number++;
            send(0, SILENT);
            talk(400, -1, ROOM, ROOM, ROOM, ROOM);
        }
        ear.receiving().rtp.clear();
        int first = number + 1;
        talk(600, SPEECH, ROOM, ROOM, ROOM, ROOM);
        assertThat(numbersOf(0)).containsSequence(range(first, number));
        assertThat(packetsOf(0).get(0).marker()).isTrue();
    }

    @Test
    void nothingIsHeardTwiceHoweverShortTheSilenceWas() {
        people(5);
        talk(3_000, levels(0, 5));
        for (int turn = 0; turn < 60; turn++) {
            int[] levels = levels(0, 5);
            levels[turn % 5] = SPEECH;
            talk(60 + turn * 20 % 700, levels);
        }
        for (int speaker = 0; speaker < 5; speaker++) {
            assertThat(numbersOf(speaker)).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void whatWasSaidWhileMutedIsNotHeardAfterwards() {
        people(5);
        talk(3_000, levels(0, 5));
        for (int speaker = 0; speaker < 5; speaker++) {
            TestClient muted = speakers.get(speaker);
            muted.signal(new ClientSignal.Mute(muted.sid("mic"), true));
            int[] levels = levels(0, 5);
            levels[speaker] = SPEECH;
            talk(400, levels);
            int last = number;
            muted.signal(new ClientSignal.Mute(muted.sid("mic"), false));
            ear.receiving().rtp.clear();
            talk(400, levels);
            assertThat(numbersOf(speaker))
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each).isGreaterThan(last));
            talk(4_000, levels(0, 5));
        }
    }

    @Test
    void whereEverybodyIsToBeHeardEverybodyIs() {
        assertThat(AudioRule.EVERYTHING.saving(LATE)).isEqualTo(AudioRule.EVERYTHING);
        AudioRule saving = AudioRule.DEFAULT.saving(LATE);
        assertThat(saving.applies(2)).isFalse();
        assertThat(saving.applies(3)).isTrue();
        assertThat(saving.loudest()).isEqualTo(AudioRule.DEFAULT.loudest());
    }

    @Test
    void aRoomWithoutSavingIsAsBefore() {
        assertThat(RoomTuning.DEFAULT.saving().enabled()).isFalse();
        assertThat(AudioRule.DEFAULT.quiet()).isEqualTo(AudioRule.DEFAULT.loudest());
        assertThat(AudioRule.DEFAULT.lateNanos()).isZero();
    }
}
