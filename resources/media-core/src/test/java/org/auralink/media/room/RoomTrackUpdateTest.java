package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.junit.jupiter.api.Test;

class RoomTrackUpdateTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");

    private TrackInfo told() {
        return bob.last(ServerSignal.ParticipantsUpdated.class)
                .participants()
                .get(0)
                .tracks()
                .get(0);
    }

    @Test
    void othersLearnOfTheFeaturesOfAnAudioTrack() {
        TrackSid sid = alice.publishMicrophone();
        alice.signal(new ClientSignal.UpdateAudioTrack(sid, List.of(2, 3)));
        assertThat(told().audioFeatures()).containsExactly(2, 3);
        alice.signal(new ClientSignal.UpdateAudioTrack(sid, List.of()));
        assertThat(told().audioFeatures()).isEmpty();
    }

    @Test
    void othersLearnOfTheSizeOfAVideoTrack() {
        TrackSid sid = alice.publishCamera();
        alice.signal(new ClientSignal.UpdateVideoTrack(sid, 1280, 720));
        assertThat(told().width()).isEqualTo(1280);
        assertThat(told().height()).isEqualTo(720);
    }

    @Test
    void aTrackOfSomebodyElseOrOfTheOtherKindIsNone() {
        TrackSid sid = alice.publishMicrophone();
        int before = bob.signals.size();
        bob.signal(new ClientSignal.UpdateAudioTrack(sid, List.of(2)));
        assertThat(bob.last(ServerSignal.RequestAnswered.class))
                .isEqualTo(new ServerSignal.RequestAnswered(
                        0, RequestReason.NOT_FOUND, "no such track: update_audio_track.track_sid", ""));
        alice.signal(new ClientSignal.UpdateVideoTrack(sid, 1, 1));
        assertThat(alice.last(ServerSignal.RequestAnswered.class).message())
                .isEqualTo("no such track: update_video_track.track_sid");
        assertThat(bob.signals).hasSize(before + 1);
    }

    @Test
    void moreFeaturesThanThereAreAreRefused() {
        TrackSid sid = alice.publishMicrophone();
        int most = RoomLimits.DEFAULT.trackFeatures();
        alice.signal(new ClientSignal.UpdateAudioTrack(sid, Collections.nCopies(most + 1, 1)));
        assertThat(alice.last(ServerSignal.RequestAnswered.class))
                .isEqualTo(new ServerSignal.RequestAnswered(
                        0, RequestReason.LIMIT_EXCEEDED, "update_audio_track.features: more than " + most, ""));
    }
}
