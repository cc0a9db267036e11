package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.transport.MediaRate;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** How much media a room expects of a publisher: that of the tracks it announced. */
class RoomExpectationTest {
    private static final MediaRate MICROPHONE = new MediaRate(100, 64_000);

    private final TestRoom test = new TestRoom();
    private final TestClient bob = test.connected("bob");

    private MediaRate expected() {
        test.pass(50);
        return bob.sending().expected;
    }

    private void announce(String cid, int width, int height) {
        bob.signal(new ClientSignal.AddTrack(
                cid,
                cid,
                TrackKind.VIDEO,
                TrackSource.CAMERA,
                width,
                height,
                false,
                List.of(),
                List.of(),
                null,
                false,
                false,
                false,
                0,
                "camera",
                List.of()));
    }

    /** What the room expects of a video of that size. */
    private static MediaRate video(int width, int height) {
        var other = new RoomExpectationTest();
        other.announce("cam", width, height);
        other.bob.descriptions.send("video", "cam");
        other.bob.offer();
        other.bob.sending().become(other.test.now, TransportState.CONNECTED, null);
        return other.expected();
    }

    @Test
    void theTracksOfAnOfferAreExpectedTogether() {
        bob.publishMicrophone();
        assertThat(expected()).isEqualTo(MICROPHONE);

        bob.publishCamera();
        assertThat(expected()).isEqualTo(MICROPHONE.plus(video(0, 0)));
    }

    @Test
    void aTrackIsExpectedFromItsAnnouncementOn() {
        bob.publishMicrophone();
        announce("cam", 1280, 720);

        assertThat(expected()).isEqualTo(MICROPHONE.plus(video(1280, 720)));
    }

    @Test
    void aTrackThatIsTakenAwayIsExpectedNoLonger() {
        bob.publishMicrophone();
        bob.publishCamera();
        var microphoneOnly =
                new Permission(true, true, true, Set.of(TrackSource.MICROPHONE), false, false, false, false, false);
        test.room.updateParticipant(test.now, bob.participant.identity(), null, null, Map.of(), microphoneOnly);

        assertThat(expected()).isEqualTo(MICROPHONE);
    }

    @Test
    void largerPicturesBringMoreAndNobodySaysHowMuch() {
        assertThat(video(1920, 1080).bytes()).isGreaterThan(2 * video(1280, 720).bytes());
        assertThat(video(160, 90)).as("it may grow").isEqualTo(video(1280, 720));
        assertThat(video(0, 0)).as("unknown").isEqualTo(video(1920, 1080));
        assertThat(video(-1, Integer.MIN_VALUE)).isEqualTo(video(1920, 1080));
        assertThat(video(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(video(3840, 2160));
    }
}
