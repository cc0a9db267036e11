package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** Series of frames that participants publish and subscribe to. */
class RoomDataTrackTest {
    private static final String CHANNEL = "_data_track";
    private static final int HEADER = 12;

    private final TestRoom test = new TestRoom();
    private final Somebody ada = new Somebody("ada");
    private final Somebody bob = new Somebody("bob");

    /** Somebody with one connection, on whose channels it sends and receives. */
    private final class Somebody {
        final TestClient client;
        final DataPeer data;

        Somebody(String identity) {
            this(TestRoom.request(identity, Permission.ALL), false);
        }

        Somebody(JoinRequest request, boolean automatic) {
            client = test.join(new JoinRequest(
                    request.identity(),
                    request.name(),
                    request.metadata(),
                    request.attributes(),
                    request.permission(),
                    request.kind(),
                    request.autoSubscribe(),
                    automatic,
                    request.protocol(),
                    request.clientProtocol(),
                    request.capabilities(),
                    true));
            client.offer();
            client.sending().become(test.now, TransportState.CONNECTED, null);
            data = new DataPeer(test, client.sending());
            data.open(CHANNEL, ChannelOptions.LOSSY);
        }

        TrackSid publish(int handle, String name) {
            client.signal(new ClientSignal.PublishDataTrack(handle, name, 0, DataTrackFormat.UNKNOWN));
            return client.last(ServerSignal.DataTrackPublished.class).track().sid();
        }

        RequestReason refusal(int handle, String name) {
            client.signal(new ClientSignal.PublishDataTrack(handle, name, 0, DataTrackFormat.UNKNOWN));
            return client.last(ServerSignal.DataTrackRefused.class).reason();
        }

        void subscribe(TrackSid track, boolean wanted, int framesPerSecond) {
            client.signal(new ClientSignal.UpdateDataSubscription(
                    List.of(new ClientSignal.DataSubscriptionWish(track, wanted, framesPerSecond))));
            test.pass(50);
        }

        void subscribe(TrackSid track) {
            subscribe(track, true, 0);
        }

        /** A frame of one packet. */
        void push(int handle, int frame) {
            data.send(CHANNEL, packet(handle, frame));
        }

        Map<Integer, ServerSignal.ReceivedDataTrack> handles() {
            return client.last(ServerSignal.DataTrackHandles.class).handles();
        }

        int handleOf(TrackSid track) {
            return handles().entrySet().stream()
                    .filter(each -> each.getValue().track().equals(track))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
        }

        /** Frames that came, with their handles: {@code 3/17}. */
        List<String> got() {
            data.exchange();
            return data.messages.stream()
                    .map(each -> RtpBytes.readShort(each.content(), 2) + "/" + RtpBytes.readShort(each.content(), 6))
                    .toList();
        }

        List<DataTrackInfo> sees(Somebody other) {
            return client.all(ServerSignal.ParticipantsUpdated.class).stream()
                    .flatMap(each -> each.participants().stream())
                    .filter(each -> each.sid().equals(other.client.participant.sid()))
                    .reduce((first, second) -> second)
                    .map(ParticipantInfo::dataTracks)
                    .orElse(List.of());
        }
    }

    private static byte[] packet(int handle, int frame) {
        byte[] packet = new byte[HEADER + 3];
        packet[0] = 0x18;
        RtpBytes.writeShort(packet, 2, handle);
        RtpBytes.writeShort(packet, 4, frame);
        RtpBytes.writeShort(packet, 6, frame);
        packet[HEADER] = 42;
        return packet;
    }

    @Test
    void howFramesAreWrittenIsToldToTheOthersUnlessItSaysNothing() {
        var json = new DataTrackFormat(
                new DataTrackFormat.Encoding(7, null),
                new DataTrackFormat.Schema("position", new DataTrackFormat.Encoding(0, "cddl")));
        ada.client.signal(new ClientSignal.PublishDataTrack(1, "gps", 0, json));
        assertThat(bob.sees(ada)).extracting(DataTrackInfo::format).containsExactly(json);
        for (String custom : List.of("", "x".repeat(33))) {
            var encoding = new DataTrackFormat.Encoding(0, custom);
            for (DataTrackFormat refused : List.of(
                    new DataTrackFormat(encoding, null),
                    new DataTrackFormat(null, new DataTrackFormat.Schema("position", encoding)))) {
                ada.client.signal(new ClientSignal.PublishDataTrack(2, "other", 0, refused));
                assertThat(ada.client.last(ServerSignal.DataTrackRefused.class).reason())
                        .isEqualTo(RequestReason.INVALID_REQUEST);
            }
        }
    }

    @Test
    void theOthersSeeATrackAndThoseWhoAskGetItsPacketsUnderHandlesOfTheirOwn() {
        var carol = new Somebody("carol");
        TrackSid other = bob.publish(9, "other");
        carol.subscribe(other);
        TrackSid gps = ada.publish(9, "gps");
        assertThat(gps.value()).startsWith("DTR_");
        assertThat(bob.sees(ada)).containsExactly(new DataTrackInfo(9, gps, "gps", 0, DataTrackFormat.UNKNOWN));
        ada.push(9, 1);
        bob.subscribe(gps);
        carol.subscribe(gps);
        ada.push(9, 2);
        assertThat(bob.got()).containsExactly(bob.handleOf(gps) + "/2");
        assertThat(carol.got()).containsExactly(carol.handleOf(gps) + "/2");
        assertThat(carol.handles()).hasSize(2);
        assertThat(carol.handles().get(carol.handleOf(gps)))
                .isEqualTo(new ServerSignal.ReceivedDataTrack(
                        new ParticipantIdentity("ada"), ada.client.participant.sid(), gps));
        assertThat(bob.data.messages.get(0).content()).endsWith(42, 0, 0);
        assertThat(ada.got()).isEmpty();
    }

    @Test
    void whoJoinsLaterSeesTheTracksToo() {
        TrackSid gps = ada.publish(1, "gps");
        var late = new Somebody("late");
        assertThat(late.client.last(ServerSignal.Joined.class).others())
                .anySatisfy(each -> assertThat(each.dataTracks())
                        .extracting(DataTrackInfo::sid)
                        .containsExactly(gps));
    }

    @Test
    void whoWantsNoMoreGetsNoMore() {
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        bob.subscribe(gps, false, 0);
        ada.push(1, 1);
        assertThat(bob.got()).isEmpty();
        assertThat(bob.handles()).isEmpty();
        bob.subscribe(gps);
        ada.push(1, 2);
        assertThat(bob.got()).hasSize(1);
    }

    @Test
    void whoReceivesAllGetsAllWithoutAsking() {
        TrackSid before = ada.publish(1, "before");
        var robot = new Somebody(TestRoom.request("robot", Permission.ALL), true);
        TrackSid after = ada.publish(2, "after");
        test.pass(50);
        assertThat(robot.handles().values())
                .extracting(ServerSignal.ReceivedDataTrack::track)
                .containsExactlyInAnyOrder(before, after);
        ada.push(1, 1);
        ada.push(2, 1);
        assertThat(robot.got()).hasSize(2);
    }

    @Test
    void anUnpublishedTrackIsGoneForEverybody() {
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        ada.client.signal(new ClientSignal.UnpublishDataTrack(1));
        test.pass(50);
        assertThat(ada.client
                        .last(ServerSignal.DataTrackUnpublished.class)
                        .track()
                        .sid())
                .isEqualTo(gps);
        assertThat(bob.sees(ada)).isEmpty();
        assertThat(bob.handles()).isEmpty();
        ada.push(1, 1);
        assertThat(bob.got()).isEmpty();
        assertThat(test.refusedData).containsExactly(DataRefusal.NO_SUCH_TRACK);
        ada.client.signal(new ClientSignal.UnpublishDataTrack(1));
        assertThat(ada.client.last(ServerSignal.DataTrackRefused.class))
                .isEqualTo(new ServerSignal.DataTrackRefused(
                        1, false, RequestReason.NOT_FOUND, "no such data track: unpublish_data_track_request"));
        assertThat(ada.publish(1, "gps")).isNotEqualTo(gps);
    }

    @Test
    void whoLeavesTakesItsTracksAlong() {
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        ada.client.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        test.pass(50);
        assertThat(bob.handles()).isEmpty();
        bob.subscribe(gps);
        assertThat(bob.client.last(ServerSignal.SubscriptionFailed.class).track())
                .isEqualTo(gps);
    }

    @Test
    void receiversThatLeaveAreForgotten() {
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        bob.client.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        ada.push(1, 1);
        assertThat(test.refusedData).isEmpty();
    }

    @Test
    void whatCannotBePublishedIsRefusedWithTheReasonThatClientsKnow() {
        ada.publish(1, "gps");
        assertThat(ada.refusal(0, "x")).isEqualTo(RequestReason.INVALID_HANDLE);
        assertThat(ada.refusal(65_536, "x")).isEqualTo(RequestReason.INVALID_HANDLE);
        assertThat(ada.refusal(-1, "x")).isEqualTo(RequestReason.INVALID_HANDLE);
        assertThat(ada.refusal(1, "x")).isEqualTo(RequestReason.DUPLICATE_HANDLE);
        assertThat(ada.refusal(2, "gps")).isEqualTo(RequestReason.DUPLICATE_NAME);
        assertThat(ada.refusal(2, "")).isEqualTo(RequestReason.INVALID_NAME);
        assertThat(ada.refusal(2, "x".repeat(257))).isEqualTo(RequestReason.INVALID_NAME);
        bob.publish(1, "gps");
        ada.publish(65_535, "\ud83d\udef0".repeat(256));
        for (int handle = 2; handle < RoomLimits.DEFAULT.dataTracks(); handle++) {
            ada.publish(handle, "track " + handle);
        }
        assertThat(ada.refusal(200, "one more")).isEqualTo(RequestReason.LIMIT_EXCEEDED);
    }

    @Test
    void whoMayNotSendDataPublishesNoneAndTakingTheRightTakesTheTracks() {
        var mute = new Permission(true, true, false, Set.of(), false, false, false, false, false);
        var eve = new Somebody(TestRoom.request("eve", mute), false);
        assertThat(eve.refusal(1, "psst")).isEqualTo(RequestReason.NOT_ALLOWED);
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        test.room.updateParticipant(test.now, new ParticipantIdentity("ada"), null, null, Map.of(), mute);
        test.pass(50);
        assertThat(ada.client
                        .last(ServerSignal.DataTrackUnpublished.class)
                        .track()
                        .sid())
                .isEqualTo(gps);
        assertThat(bob.sees(ada)).isEmpty();
        assertThat(bob.handles()).isEmpty();
        ada.push(1, 1);
        assertThat(test.refusedData).containsExactly(DataRefusal.NOT_ALLOWED);
    }

    @Test
    void whoMayNotSubscribeReceivesNothingUntilItMay() {
        var deaf = new Permission(false, true, true, Set.of(), false, false, false, false, false);
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        test.room.updateParticipant(test.now, new ParticipantIdentity("bob"), null, null, Map.of(), deaf);
        test.pass(50);
        assertThat(bob.handles()).isEmpty();
        ada.push(1, 1);
        assertThat(bob.got()).isEmpty();
        test.room.updateParticipant(test.now, new ParticipantIdentity("bob"), null, null, Map.of(), Permission.ALL);
        test.pass(50);
        ada.push(1, 2);
        assertThat(bob.got()).containsExactly(bob.handleOf(gps) + "/2");
    }

    @Test
    void publishersDecideWhoMayReceive() {
        TrackSid gps = ada.publish(1, "gps");
        TrackSid secret = ada.publish(2, "secret");
        bob.subscribe(secret);
        ada.client.signal(new ClientSignal.SetSubscriptionPermission(
                false,
                List.of(new ClientSignal.TrackPermission(null, new ParticipantIdentity("bob"), false, List.of(gps)))));
        bob.subscribe(gps);
        assertThat(bob.handles().values())
                .extracting(ServerSignal.ReceivedDataTrack::track)
                .containsExactly(gps);
        var carol = new Somebody("carol");
        carol.subscribe(gps);
        assertThat(carol.client.last(ServerSignal.SubscriptionPermitted.class))
                .isEqualTo(new ServerSignal.SubscriptionPermitted(ada.client.participant.sid(), gps, false));
        ada.push(1, 1);
        ada.push(2, 1);
        assertThat(bob.got()).containsExactly(bob.handleOf(gps) + "/1");
        assertThat(carol.got()).isEmpty();
        ada.client.signal(new ClientSignal.SetSubscriptionPermission(true, List.of()));
        test.pass(50);
        ada.push(1, 2);
        assertThat(carol.got()).containsExactly(carol.handleOf(gps) + "/2");
    }

    @Test
    void tracksOfSomebodyWhomNobodySeesAreNone() {
        var unseen = new Permission(true, true, true, Set.of(), true, false, false, false, false);
        var ghost = new Somebody(TestRoom.request("ghost", unseen), false);
        TrackSid boo = ghost.publish(1, "boo");
        bob.subscribe(boo);
        assertThat(bob.client.last(ServerSignal.SubscriptionFailed.class).track())
                .isEqualTo(boo);
        assertThat(bob.sees(ghost)).isEmpty();
    }

    @Test
    void whoWantsFewerFramesGetsWholeOnesEvenlySpread() {
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps, true, 10);
        for (int frame = 65_500; frame < 65_600; frame++) {
            ada.push(1, frame & 0xffff);
            ada.push(1, frame & 0xffff);
            test.pass(20);
        }
        List<String> got = bob.got();
        assertThat(got).hasSizeBetween(38, 42);
        for (int i = 0; i < got.size(); i += 2) {
            assertThat(got.get(i + 1)).as("both packets of a frame").isEqualTo(got.get(i));
        }
        bob.subscribe(gps, true, 0);
        bob.data.messages.clear();
        for (int frame = 100; frame < 150; frame++) {
            ada.push(1, frame);
        }
        assertThat(bob.got()).hasSize(50);
    }

    @Test
    void whatIsNoPacketOfATrackReachesNobody() {
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        byte[] extension = packet(1, 1);
        extension[0] |= 4;
        byte[] later = packet(1, 1);
        later[0] = 0x20;
        for (byte[] bad : List.of(new byte[] {0}, new byte[11], packet(0, 1), extension, later)) {
            ada.data.send(CHANNEL, bad);
        }
        assertThat(bob.got()).isEmpty();
        assertThat(test.refusedData).hasSize(5).containsOnly(DataRefusal.MALFORMED);
    }

    @Test
    void oneSenderMakesTheRoomSendABoundedAmount() {
        TrackSid gps = ada.publish(1, "gps");
        for (int i = 0; i < 20; i++) {
            new Somebody("guest" + i).subscribe(gps);
        }
        byte[] large = java.util.Arrays.copyOf(packet(1, 1), 60_000);
        for (int i = 0; i < 20; i++) {
            ada.data.send(CHANNEL, large);
        }
        assertThat(test.refusedData).contains(DataRefusal.TOO_MUCH);
    }

    @Test
    void whoComesBackIsToldTheHandlesAgainAndKeepsItsTracks() {
        TrackSid gps = ada.publish(1, "gps");
        bob.subscribe(gps);
        int handle = bob.handleOf(gps);
        bob.client.signals.clear();
        test.room.resume(test.now, bob.client.participant.sid(), bob.client);
        bob.client.signal(new ClientSignal.SyncState(List.of(), List.of(), List.of(), Map.of()));
        test.pass(50);
        assertThat(bob.handleOf(gps)).isEqualTo(handle);
        test.room.resume(test.now, ada.client.participant.sid(), ada.client);
        ada.client.signal(new ClientSignal.SyncState(List.of(), List.of(gps), List.of(), Map.of()));
        assertThat(ada.client.all(ServerSignal.Leave.class)).isEmpty();
        ada.push(1, 5);
        assertThat(bob.got()).containsExactly(handle + "/5");
    }

    @Test
    void whoBelievesInADataTrackThatIsNotThereConnectsAnew() {
        TrackSid gps = ada.publish(1, "gps");
        bob.client.signal(new ClientSignal.SyncState(List.of(), List.of(gps), List.of(), Map.of()));
        assertThat(bob.client.last(ServerSignal.Leave.class).reason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
    }

    @Test
    void theRoomOpensTheChannelForThoseWhomItOffers() {
        TrackSid gps = ada.publish(1, "gps");
        TestClient carol = test.connected("carol");
        var receiving = new DataPeer(test, carol.receiving());
        assertThat(receiving.channel(CHANNEL).options()).isEqualTo(ChannelOptions.LOSSY);
        carol.signal(
                new ClientSignal.UpdateDataSubscription(List.of(new ClientSignal.DataSubscriptionWish(gps, true, 0))));
        test.pass(50);
        ada.push(1, 1);
        receiving.exchange();
        assertThat(receiving.messages)
                .singleElement()
                .satisfies(each -> assertThat(each.label()).isEqualTo(CHANNEL));
    }
}
