package org.auralink.media.node.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import livekit.LivekitWebhook.WebhookEvent;
import org.auralink.media.node.events.EventLimits;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.RoomSid;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.junit.jupiter.api.Test;

class RoomFeedTest {
    private static final RoomInfo ROOM =
            new RoomInfo(new RoomSid("RM_1"), "r", new RoomOptions(300, 20, 0, List.of(), ""), 5_000, "", 1, 1, false);
    private static final TrackInfo CAMERA = new TrackInfo(
            new TrackSid("TR_1"),
            TrackKind.VIDEO,
            TrackSource.CAMERA,
            "cam",
            false,
            640,
            360,
            List.of(new VideoLayer(VideoQuality.LOW, 320, 180, 160_000)),
            "video/VP8",
            "1",
            "cam-cid",
            true,
            false,
            false,
            false,
            0,
            "camera",
            List.of());
    private static final ParticipantInfo ADA = new ParticipantInfo(
            new ParticipantSid("PA_1"),
            new ParticipantIdentity("ada"),
            ParticipantState.ACTIVE,
            List.of(CAMERA),
            List.of(),
            "",
            5_000,
            "Ada",
            3,
            Permission.ALL,
            true,
            0,
            Map.of(),
            DisconnectReason.UNKNOWN_REASON,
            2,
            List.of());

    private final EventLog log = new EventLog("boot", EventLimits.DEFAULT);
    private final RoomFeed feed = new RoomFeed(log, InstantSource.system(), new RoomCounters(), List.of());

    private WebhookEvent last() throws Exception {
        var event = WebhookEvent.newBuilder();
        JsonFormat.parser().merge(log.after(log.last() - 1, 1).get(0).json(), event);
        return event.build();
    }

    @Test
    void participantsAreWrittenWithoutTheirTracksLayers() throws Exception {
        feed.participantLeft(ROOM, ADA);

        var track = last().getParticipant().getTracks(0);
        assertThat(track.getSid()).isEqualTo("TR_1");
        assertThat(track.getMimeType()).isEqualTo("video/VP8");
        assertThat(track.getLayersList()).isEmpty();
        assertThat(track.getCodecsList()).isEmpty();
    }

    @Test
    void trackIsWrittenWithItsLayersOnce() throws Exception {
        feed.trackPublished(ROOM, ADA, CAMERA);

        assertThat(last().getTrack().getLayersList()).hasSize(1);
        assertThat(last().getTrack().getCodecs(0).getMimeType()).isEqualTo("video/VP8");
        assertThat(last().getTrack().getCodecs(0).getLayersList()).isEmpty();
        assertThat(last().getParticipant().getIdentity()).isEqualTo("ada");
    }

    @Test
    void joinsThatCameToNothingAreToldOnceASecondAndCountedForTheRest() {
        Instant[] now = {Instant.ofEpochSecond(5)};
        var busy = new RoomFeed(log, () -> now[0], new RoomCounters(), List.of());
        for (int i = 0; i < 1000; i++) {
            busy.participantConnectionAborted(ROOM, ADA);
        }
        now[0] = Instant.ofEpochSecond(6);
        busy.participantConnectionAborted(ROOM, ADA);

        assertThat(log.last()).isEqualTo(2);
        assertThat(log.shedSoFar()).isEqualTo(999);
    }

    @Test
    void whatOperatorsShallNoticeIsCountedForAllRoomsTogether() {
        var counters = new RoomCounters();
        new RoomFeed(log, InstantSource.system(), counters, List.of()).iceRestartAsked();
        new RoomFeed(log, InstantSource.system(), counters, List.of()).iceRestartAsked();
        new RoomFeed(log, InstantSource.system(), counters, List.of()).descriptionRefused();

        assertThat(counters.iceRestarts()).isEqualTo(2);
        assertThat(counters.descriptionsRefused()).isOne();
        assertThat(log.last()).as("events").isZero();
    }

    @Test
    void roomIsFinishedOnceWhoeverSaysSo() {
        feed.roomStarted(ROOM);
        feed.roomFinished(ROOM);
        feed.finish();
        feed.roomFinished(ROOM);

        assertThat(log.after(0, 10)).extracting(EventLog.Entry::name).containsExactly("room_started", "room_finished");
    }

    @Test
    void roomThatCouldNotCloseInOrderIsFinishedAsItWasLastSeen() throws Exception {
        feed.roomStarted(ROOM);
        feed.finish();

        assertThat(last().getEvent()).isEqualTo("room_finished");
        assertThat(last().getRoom().getSid()).isEqualTo("RM_1");
    }
}
