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
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.room.data.StreamHeader;
import org.auralink.media.room.forward.StreamHealth;
import org.auralink.media.room.model.CodecInfo;
import org.auralink.media.room.model.ConnectionQuality;
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
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.PictureLossIndication;
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
            List.of(new CodecInfo(
                    "video/VP8",
                    "1",
                    "cam-cid",
                    List.of(new VideoLayer(VideoQuality.LOW, 320, 180, 160_000)),
                    CodecInfo.ONE_LAYER_PER_STREAM)),
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
    void aRoomThatIsOverReceivesNothingHoweverItEnded() {
        var counters = new RoomCounters();
        var broken = new RoomFeed(log, InstantSource.system(), counters, List.of());
        broken.roomStarted(ROOM);
        broken.subscribed(TrackKind.AUDIO);
        broken.subscribed(TrackKind.AUDIO);
        broken.unsubscribed(TrackKind.AUDIO);
        broken.finish();
        broken.unsubscribed(TrackKind.AUDIO);
        var text = new MetricsText("n");
        counters.measures().write(text, 0, 0);
        assertThat(text.toString())
                .contains("livekit_track_subscribed_total{node_id=\"n\",node_type=\"SERVER\",kind=\"AUDIO\"} 0");
    }

    @Test
    void roomThatCouldNotCloseInOrderIsFinishedAsItWasLastSeen() throws Exception {
        feed.roomStarted(ROOM);
        feed.finish();

        assertThat(last().getEvent()).isEqualTo("room_finished");
        assertThat(last().getRoom().getSid()).isEqualTo("RM_1");
    }

    @Test
    void whatHappensIsMeasuredUnderLiveKitsNames() {
        var counters = new RoomCounters();
        var measured = new RoomFeed(log, () -> Instant.ofEpochMilli(ADA.joinedAtMs() + 300), counters, List.of());
        measured.participantJoined(ROOM, ADA);
        measured.trackPublished(ROOM, ADA, CAMERA);
        measured.feedback(new Nack(1, 2, new int[] {3, 4, 9}), true);
        measured.feedback(new PictureLossIndication(1, 2), false);
        measured.measured(ConnectionQuality.GOOD, 3.6f, 0, 64, 120_000_000);
        measured.measured(ConnectionQuality.LOST, 1, 0, 0, -1);
        var health = new StreamHealth(200, 3, 1, 12_000_000);
        measured.streamMeasured(true, TrackSource.CAMERA, TrackKind.VIDEO, health);
        measured.streamMeasured(false, TrackSource.MICROPHONE, TrackKind.AUDIO, new StreamHealth(0, 0, 0, 0));
        measured.mediaBegun(TrackSource.CAMERA, TrackKind.VIDEO, 450_000_000);
        measured.subscriptionBegun();
        measured.subscriptionBegun();
        measured.subscriptionBegun();
        measured.subscriptionCanceled();
        measured.subscriptionFailed(SubscriptionError.CODEC_UNSUPPORTED);
        measured.subscribed(TrackKind.VIDEO);
        measured.connectionStarted(SignalTarget.SUBSCRIBER);
        measured.connectionUp(SignalTarget.SUBSCRIBER);
        measured.streamBegun(new StreamHeader(StreamHeader.Content.TEXT, "text", 1_000), 2);
        measured.streamBegun(new StreamHeader(StreamHeader.Content.BYTES, "of-ones-own", -1), 0);
        measured.participantLeft(ROOM, ADA);
        measured.participantConnectionAborted(ROOM, ADA);
        var text = new MetricsText("n");
        counters.measures().write(text, 7, 2);
        assertThat(text.toString()
                        .replace("node_id=\"n\",node_type=\"SERVER\",", "")
                        .lines())
                .contains(
                        "livekit_participant_join_total{state=\"signal_connected\"} 7",
                        "livekit_participant_join_total{state=\"signal_failed\"} 2",
                        "livekit_participant_join_total{state=\"rtc_connected\"} 1",
                        "livekit_participant_join_total{state=\"rtc_canceled\"} 1",
                        "livekit_track_publish_counter{kind=\"video\",state=\"success\"} 1",
                        "livekit_session_start_time_ms_bucket{le=\"500\"} 1",
                        "livekit_session_start_time_ms_bucket{le=\"200\"} 0",
                        "livekit_session_duration_ms_bucket{le=\"1000\"} 1",
                        "livekit_quality_rating_bucket{le=\"0\"} 1",
                        "livekit_quality_rating_bucket{le=\"1\"} 2",
                        "livekit_quality_score_bucket{le=\"3.5\"} 1",
                        "livekit_quality_score_bucket{le=\"3.75\"} 2",
                        "livekit_rtt_ms_bucket{le=\"100\"} 0",
                        "livekit_rtt_ms_bucket{le=\"150\"} 1",
                        "livekit_packet_loss_total{direction=\"incoming\",source=\"CAMERA\",type=\"VIDEO\"} 3",
                        "livekit_packet_loss_percent_bucket{direction=\"incoming\",source=\"CAMERA\",type=\"VIDEO\",le=\"1\"} 0",
                        "livekit_packet_loss_percent_bucket{direction=\"incoming\",source=\"CAMERA\",type=\"VIDEO\",le=\"5\"} 1",
                        "livekit_packet_loss_percent_count{direction=\"outgoing\",source=\"MICROPHONE\",type=\"AUDIO\"} 0",
                        "livekit_packet_out_of_order_total{direction=\"incoming\",source=\"CAMERA\",type=\"VIDEO\"} 1",
                        "livekit_packet_out_of_order_percent_bucket{direction=\"incoming\",source=\"CAMERA\",type=\"VIDEO\",le=\"0.5\"} 1",
                        "livekit_jitter_us_bucket{direction=\"incoming\",source=\"CAMERA\",type=\"VIDEO\",le=\"10000\"} 0",
                        "livekit_jitter_us_bucket{direction=\"incoming\",source=\"CAMERA\",type=\"VIDEO\",le=\"30000\"} 1",
                        "livekit_pubsubtime_ms_bucket{direction=\"publish\",source=\"CAMERA\",type=\"VIDEO\",le=\"500\"} 1",
                        "livekit_track_subscribed_total{kind=\"VIDEO\"} 1",
                        "livekit_track_subscribe_counter{state=\"attempt\",error=\"\"} 3",
                        "livekit_track_subscribe_counter{state=\"success\",error=\"\"} 1",
                        "livekit_track_subscribe_counter{state=\"cancel\",error=\"\"} 1",
                        "livekit_track_subscribe_counter{state=\"failure\",error=\"codec_unsupported\"} 1",
                        "livekit_peer_connection_state{transport=\"SUBSCRIBER\",state=\"started\"} 1",
                        "livekit_peer_connection_state{transport=\"SUBSCRIBER\",state=\"connected\"} 1",
                        "livekit_peer_connection_state{transport=\"PUBLISHER\",state=\"connected\"} 0",
                        "livekit_datapacket_stream_dest_count_bucket{type=\"text\",mime_type=\"text\",le=\"2\"} 1",
                        "livekit_datapacket_stream_dest_count_sum{type=\"bytes\",mime_type=\"unknown\"} 0",
                        "livekit_datapacket_stream_bytes_bucket{type=\"text\",mime_type=\"text\",le=\"2048\"} 1",
                        "livekit_datapacket_stream_bytes_count{type=\"bytes\",mime_type=\"unknown\"} 0",
                        "livekit_nack_total{direction=\"incoming\"} 3",
                        "livekit_nack_total{direction=\"outgoing\"} 0",
                        "livekit_pli_total{direction=\"outgoing\"} 1");
    }
}
