package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** Of many who send sound the loudest are heard. Here two of four and more, so that a test stays readable. */
class AudioSelectionTest {
    private static final int AGENT = 4;
    private static final int SILENT = 127;
    private static final int NO_LEVEL = -1;

    /** Levels of people who are quiet, in -dBov. */
    private static final int ROOM = 70;

    private static final int SPEECH = 30;

    private final TestRoom test = new TestRoom(new RoomTuning(
            KeyFrameSpacing.DEFAULT,
            SpeakerRule.DEFAULT,
            5_000_000_000L,
            true,
            0,
            CongestionControl.DEFAULT,
            new AudioRule(2, 4, false)));
    private final TestClient ear = test.connected("ear");
    private final List<TestClient> speakers = new ArrayList<>();

    private static JoinRequest request(String identity, int kind, boolean autoSubscribe) {
        return new JoinRequest(
                new ParticipantIdentity(identity),
                identity,
                "",
                Map.of(),
                Permission.ALL,
                kind,
                autoSubscribe,
                false,
                17,
                2,
                List.of(),
                false);
    }

    private void publish(TestClient speaker) {
        speaker.answerAndConnect();
        speaker.publishMicrophone();
        speakers.add(speaker);
        ear.renegotiate();
    }

    private void people(int count) {
        for (int i = 0; i < count; i++) {
            publish(test.join("speaker " + speakers.size()));
        }
    }

    /** Each sends a packet in 20 ms, which names it, with this level; the room comes to do what is due in between. */
    private void talk(int millis, int... levels) {
        for (int at = 0; at < millis; at += 20) {
            for (int i = 0; i < levels.length; i++) {
                speakers.get(i).sendRtp(TestClient.OPUS, "mic", new byte[] {(byte) i}, levels[i]);
            }
            test.pass(20);
        }
    }

    private static void forget(TestClient client) {
        client.receiving().rtp.clear();
    }

    /** Whom a client was sent sound of. */
    private static Set<Integer> heardBy(TestClient client) {
        Set<Integer> heard = new TreeSet<>();
        for (RtpPacket packet : client.receiving().rtp) {
            if (packet.payloadLength() > 0) {
                heard.add((int) packet.array()[packet.payloadOffset()]);
            }
        }
        return heard;
    }

    private Set<Integer> heard(int millis, int... levels) {
        forget(ear);
        talk(millis, levels);
        return heardBy(ear);
    }

    @Test
    void whereFewSendSoundEverybodyIsHeard() {
        people(3);
        talk(200, SPEECH, ROOM, ROOM);
        assertThat(heard(200, SPEECH, ROOM, ROOM)).containsExactly(0, 1, 2);
    }

    @Test
    void whereManyDoTheLoudestAreHeard() {
        people(5);
        talk(200, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        talk(1_600, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        assertThat(heard(1_000, ROOM, SPEECH, ROOM, SPEECH, ROOM)).containsExactly(1, 3);
    }

    @Test
    void whoIsMutedDoesNotCount() {
        people(4);
        speakers.get(3).signal(new ClientSignal.Mute(speakers.get(3).sid("mic"), true));
        talk(200, SPEECH, ROOM, ROOM);
        assertThat(heard(200, SPEECH, ROOM, ROOM)).containsExactly(0, 1, 2);
    }

    @Test
    void whoBeginsToSpeakIsHeardWithinThreePacketsAndItsStreamGoesOn() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        int before = last(0);
        forget(ear);
        talk(100, SPEECH, SPEECH, ROOM, ROOM, ROOM);
        List<RtpPacket> sent = packetsOf(0);
        assertThat(sent).hasSizeBetween(3, 5);
        assertThat(sent.get(0).sequenceNumber()).as("no gap").isEqualTo(before + 1 & 0xffff);
        assertThat(sent.stream().map(RtpPacket::marker)).startsWith(true, false);
    }

    private List<RtpPacket> packetsOf(int speaker) {
        return ear.receiving().rtp.stream()
                .filter(packet -> packet.payloadLength() > 0)
                .filter(packet -> packet.array()[packet.payloadOffset()] == speaker)
                .toList();
    }

    private int last(int speaker) {
        List<RtpPacket> sent = packetsOf(speaker);
        return sent.get(sent.size() - 1).sequenceNumber();
    }

    @Test
    void whoWasLouderBeforeIsHeardToTheEndOfItsWord() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        talk(100, SPEECH, SPEECH, ROOM, ROOM, ROOM);
        assertThat(heard(1_200, SPEECH, SPEECH, ROOM, ROOM, ROOM)).containsExactly(0, 1, 3);
        talk(300, SPEECH, SPEECH, ROOM, ROOM, ROOM);
        assertThat(heard(1_000, SPEECH, SPEECH, ROOM, ROOM, ROOM)).containsExactly(0, 1);
    }

    @Test
    void twoWhoAreAboutAsLoudDoNotTakeTurns() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        for (int turn = 0; turn < 20; turn++) {
            int more = SPEECH - (turn % 2 == 0 ? 2 : 0);
            assertThat(heard(100, more, SPEECH, ROOM, SPEECH, ROOM)).containsExactly(1, 3);
        }
    }

    @Test
    void howeverFastPeopleTakeTurnsNoMoreThanTwiceAsManyAreHeard() {
        people(8);
        talk(2_000, ROOM, ROOM, ROOM, ROOM, ROOM, ROOM, ROOM, ROOM);
        for (int turn = 0; turn < 40; turn++) {
            int[] levels = new int[8];
            Arrays.fill(levels, ROOM);
            levels[turn % 8] = 10;
            levels[(turn + 3) % 8] = 10;
            talk(60, levels);
            forget(ear);
            talk(20, levels);
            assertThat(heardBy(ear)).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void whoSaysThatItIsSilentStopsAndIsHeardAgainWithItsFirstSound() {
        people(4);
        talk(40, ROOM, SPEECH, ROOM, ROOM);
        talk(2_000, SILENT, SPEECH, SILENT, SILENT);
        assertThat(heard(1_000, SILENT, SPEECH, SILENT, SILENT)).containsExactly(1);
        assertThat(heard(60, ROOM, SPEECH, SILENT, SILENT)).containsExactly(0, 1);
    }

    @Test
    void whoDoesNotSayHowLoudItIsIsHeardAlways() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, NO_LEVEL);
        assertThat(heard(200, ROOM, SPEECH, ROOM, SPEECH, NO_LEVEL)).containsExactly(1, 3, 4);
    }

    @Test
    void programsAndTelephonesAreHeardAlways() {
        people(4);
        publish(test.join(request("agent", AGENT, true)));
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        assertThat(heard(200, ROOM, SPEECH, ROOM, SPEECH, ROOM)).containsExactly(1, 3, 4);
    }

    @Test
    void whoseClientNeverSaysAnythingButSilenceIsHeardAlways() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, SILENT);
        assertThat(heard(200, ROOM, SPEECH, ROOM, SPEECH, SILENT)).containsExactly(1, 3, 4);
    }

    @Test
    void whatBelongsToAScreenIsHeardAlways() {
        people(4);
        TestClient shows = test.connected("shows");
        shows.announce("mic", TrackKind.AUDIO, TrackSource.SCREEN_SHARE_AUDIO);
        shows.descriptions.send("audio", "mic");
        shows.offer();
        shows.sending().become(test.now, TransportState.CONNECTED, null);
        speakers.add(shows);
        talk(20, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        ear.renegotiate();
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        assertThat(heard(200, ROOM, SPEECH, ROOM, SPEECH, ROOM)).containsExactly(1, 3, 4);
    }

    @Test
    void whoIsMovedToASmallRoomIsHeardThere() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        var other = new TestRoom(test, RoomOptions.DEFAULT);
        TestClient there = other.connected("there");
        TestClient quiet = speakers.get(0);
        test.room.move(test.now, new ParticipantIdentity("speaker 0"), other.room);
        quiet.belongsTo(other);
        other.pass(100);
        there.renegotiate();
        quiet.sendRtp(TestClient.OPUS, "mic", new byte[] {0}, ROOM);
        assertThat(heardBy(there)).containsExactly(0);
    }

    @Test
    void programsHearEverybody() {
        people(5);
        TestClient agent = test.join(request("agent", AGENT, true));
        agent.answerAndConnect();
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        forget(agent);
        talk(200, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        assertThat(heardBy(agent)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoAsksForATrackHearsIt() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        ear.signal(new ClientSignal.UpdateSubscription(List.of(speakers.get(0).sid("mic")), true));
        talk(600, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        assertThat(heard(200, ROOM, SPEECH, ROOM, SPEECH, ROOM)).containsExactly(0, 1, 3);
    }

    @Test
    void whoGivesATrackAPriorityHearsItUntilItTakesThatBack() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        TrackSid pinned = speakers.get(2).sid("mic");
        ear.signal(settings(pinned, 1));
        talk(600, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        assertThat(heard(200, ROOM, SPEECH, ROOM, SPEECH, ROOM)).containsExactly(1, 2, 3);
        ear.signal(settings(pinned, 0));
        assertThat(heard(200, ROOM, SPEECH, ROOM, SPEECH, ROOM)).containsExactly(1, 3);
    }

    private static ClientSignal.UpdateTrackSettings settings(TrackSid track, int priority) {
        return new ClientSignal.UpdateTrackSettings(List.of(track), false, VideoQuality.HIGH, 0, 0, 0, priority);
    }

    @Test
    void whoComesLaterSeesThatQuietPeopleAreThere() {
        people(5);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        TestClient late = test.connected("late");
        late.renegotiate();
        talk(1_000, ROOM, SPEECH, ROOM, SPEECH, ROOM);
        assertThat(late.receiving().rtp.stream().map(RtpPacket::ssrc).distinct())
                .as("streams that were seen, three of them by padding")
                .hasSize(5);
        assertThat(heardBy(late)).containsExactly(1, 3);
    }

    @Test
    void whenEnoughHaveLeftEverybodyIsHeardAgain() {
        people(4);
        talk(2_000, ROOM, SPEECH, ROOM, SPEECH);
        speakers.get(3).signal(new ClientSignal.Mute(speakers.get(3).sid("mic"), true));
        test.pass(40);
        assertThat(heard(200, ROOM, SPEECH, ROOM)).containsExactly(0, 1, 2);
    }

    @Test
    void anOperatorMayLetEverybodyBeHeard() {
        assertThat(AudioRule.EVERYTHING.applies(1_000)).isFalse();
        assertThat(new AudioRule(6, 0, false).applies(6)).isFalse();
        assertThat(new AudioRule(6, 0, false).applies(7)).isTrue();
        assertThat(AudioRule.DEFAULT.applies(19)).isFalse();
        assertThat(AudioRule.DEFAULT.applies(20)).isTrue();
    }
}
