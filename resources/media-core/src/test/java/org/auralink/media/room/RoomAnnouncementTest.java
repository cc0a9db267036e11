package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.junit.jupiter.api.Test;

/** What a track may say about itself, all of which everybody is told. */
class RoomAnnouncementTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");

    private void announceWith(int layers, int codecs, int features) {
        alice.signal(new ClientSignal.AddTrack(
                "cid" + alice.signals.size(),
                "",
                TrackKind.VIDEO,
                TrackSource.CAMERA,
                1_280,
                720,
                false,
                Collections.nCopies(layers, new VideoLayer(VideoQuality.LOW, 320, 180, 160_000)),
                Collections.nCopies(codecs, new ClientSignal.Codec("vp8", "")),
                null,
                false,
                false,
                false,
                0,
                "",
                Collections.nCopies(features, 1)));
    }

    @Test
    void whatATrackSaysOfItselfIsLimitedByName() {
        announceWith(3, 4, 8);
        assertThat(alice.all(ServerSignal.RequestAnswered.class)).isEmpty();
        announceWith(4, 1, 1);
        announceWith(1, 5, 1);
        announceWith(1, 1, 9);
        assertThat(alice.all(ServerSignal.RequestAnswered.class))
                .extracting(ServerSignal.RequestAnswered::message)
                .containsExactly("layers: more than 3", "simulcast_codecs: more than 4", "audio_features: more than 8");
        assertThat(alice.last(ServerSignal.RequestAnswered.class).reason()).isEqualTo(RequestReason.LIMIT_EXCEEDED);
        assertThat(alice.all(ServerSignal.TrackPublished.class)).hasSize(1);
    }
}
