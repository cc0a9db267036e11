package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that do anything at any time, garbage included. Whatever they do, the room does not fail, its events tell a
 * consistent story, everybody's picture of it is right, and nothing is left behind.
 */
class RoomChaosTest {
    private static final List<String> PEOPLE = List.of("ada", "bea", "cleo", "dora", "eve");

    private final List<TestClient> clients = new ArrayList<>();
    private final Set<TestClient> away = new HashSet<>();
    private Random random = new Random();
    private TestRoom test = new TestRoom();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 20_261_124})
    void theRoomStaysConsistentWhateverClientsDo(long seed) {
        random = new Random(seed);
        test = new TestRoom(RoomOptions.DEFAULT, seed);
        for (int step = 0; step < 3_000; step++) {
            act();
            if (random.nextInt(3) == 0) {
                test.pass(random.nextInt(random.nextInt(40) == 0 ? 8_000 : 120));
            }
            if (step % 100 == 0) {
                compareViews();
            }
        }
        checkStory();
        for (ParticipantInfo each : test.room.participants()) {
            test.room.removeParticipant(test.now, each.identity());
        }
        assertThat(test.transports.stillOpen()).as("associations left behind").isZero();
        test.pass(21_000);
        assertThat(test.room.closed()).isTrue();
        assertThat(test.events).endsWith("roomFinished").containsOnlyOnce("roomFinished");
        checkStory();
        checkLastWords();
        assertThat(test.events.stream().filter(event -> event.startsWith("trackPublished")))
                .as("tracks")
                .hasSizeGreaterThan(5);
        assertThat(clients.stream()
                        .mapToInt(client -> client.receiving().rtp.size())
                        .sum())
                .as("forwarded packets")
                .isGreaterThan(10);
    }

    private TestClient anyone() {
        return clients.get(random.nextInt(clients.size()));
    }

    private void act() {
        if (test.room.closed()) {
            return;
        }
        if (clients.isEmpty() || random.nextInt(40) == 0) {
            clients.add(test.join(PEOPLE.get(random.nextInt(PEOPLE.size()))));
            return;
        }
        List<TestClient> living = clients.stream()
                .filter(each -> each.participant.state() != ParticipantState.DISCONNECTED)
                .toList();
        TestClient client =
                living.isEmpty() || random.nextInt(20) == 0 ? anyone() : living.get(random.nextInt(living.size()));
        switch (random.nextInt(21)) {
            case 0, 1, 2 -> answerSomehow(client);
            case 3 -> client.receiving().become(test.now, TransportState.CONNECTED, null);
            case 4 -> transport(client);
            case 5 -> announceSomething(client);
            case 6 -> offerSomehow(client);
            case 7, 8, 9 -> media(client);
            case 10 -> client.signal(garbage());
            case 11 -> client.signal(settings());
            case 12 -> {
                test.room.signalLost(test.now, client.participant, client);
                away.add(client);
            }
            case 13 -> {
                test.room.resume(test.now, client.participant.sid(), client);
                away.remove(client);
            }
            case 14 -> administration(client);
            case 15 -> feedback(client);
            case 16 -> client.signal(wish());
            case 17, 18, 19 -> publishSomething(client);
            default -> {
                if (random.nextInt(4) == 0) {
                    client.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
                }
            }
        }
    }

    private void answerSomehow(TestClient client) {
        List<ServerSignal.Offer> offers = client.all(ServerSignal.Offer.class);
        if (offers.isEmpty()) {
            return;
        }
        SessionDescription offer = offers.get(
                        random.nextInt(6) == 0 ? random.nextInt(offers.size()) : offers.size() - 1)
                .description();
        String answer = client.descriptions.answer(offer.sdp());
        client.signal(ClientSignal.answer(
                new SessionDescription(random.nextInt(30) == 0 ? damaged(answer) : answer, offer.id(), Map.of())));
    }

    private void offerSomehow(TestClient client) {
        switch (random.nextInt(6)) {
            case 0 -> client.descriptions.restartIce();
            case 1 -> client.descriptions.stop("t" + random.nextInt(4));
            case 2 -> client.descriptions.send(random.nextBoolean() ? "audio" : "video", "t" + random.nextInt(4));
            default -> {}
        }
        String offer = client.descriptions.offer();
        if (random.nextInt(12) == 0) {
            String clock = List.of("/0", "/1", "/999999", "/90000/0").get(random.nextInt(4));
            offer = offer.replaceAll("(?<=VP8|opus)/[0-9/]+", clock);
        }
        if (offer.length() > 20_000) {
            return;
        }
        int answers = client.all(ServerSignal.Answer.class).size();
        client.signal(ClientSignal.offer(new SessionDescription(
                random.nextInt(25) == 0 ? damaged(offer) : offer, random.nextInt(100), Map.of())));
        if (client.all(ServerSignal.Answer.class).size() > answers) {
            client.sending();
        }
    }

    private String damaged(String text) {
        var changed = new StringBuilder(text);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(changed.length());
            if (random.nextBoolean()) {
                changed.setCharAt(at, (char) (32 + random.nextInt(95)));
            } else {
                changed.delete(at, Math.min(changed.length() - 1, at + random.nextInt(30)));
            }
        }
        return changed.toString();
    }

    private void transport(TestClient client) {
        FakeTransports.Association one =
                random.nextBoolean() || client.all(ServerSignal.Answer.class).isEmpty()
                        ? client.receiving()
                        : client.sending();
        if (one.state() == TransportState.FAILED || one.state() == TransportState.CLOSED) {
            return;
        }
        switch (random.nextInt(40)) {
            case 0 -> one.become(test.now, TransportState.FAILED, FailureReason.CONSENT_EXPIRED);
            case 1 -> one.become(test.now, TransportState.CLOSED, FailureReason.CLOSE_NOTIFY);
            case 2, 3 -> {
                if (one.state() == TransportState.CONNECTED) {
                    one.become(test.now, TransportState.DISCONNECTED, null);
                }
            }
            default -> one.become(test.now, TransportState.CONNECTED, null);
        }
    }

    private void announceSomething(TestClient client) {
        boolean audio = random.nextBoolean();
        client.announce(
                "t" + random.nextInt(4),
                audio ? TrackKind.AUDIO : TrackKind.VIDEO,
                TrackSource.values()[random.nextInt(5)]);
    }

    private void publishSomething(TestClient client) {
        String cid = "t" + random.nextInt(4);
        boolean audio = random.nextBoolean();
        client.announce(
                cid, audio ? TrackKind.AUDIO : TrackKind.VIDEO, audio ? TrackSource.MICROPHONE : TrackSource.CAMERA);
        client.descriptions.stop(cid);
        client.descriptions.send(audio ? "audio" : "video", cid);
        offerSomehow(client);
        media(client);
        answerSomehow(client);
    }

    private void media(TestClient client) {
        if (client.all(ServerSignal.Answer.class).isEmpty()
                || client.sending().state() != TransportState.CONNECTED && random.nextInt(3) > 0) {
            return;
        }
        FakeTransports.Association sending = client.sending();
        if (sending.state() == TransportState.NEW) {
            sending.become(test.now, TransportState.CONNECTED, null);
        }
        if (sending.state() != TransportState.CONNECTED) {
            return;
        }
        for (int n = random.nextInt(12); n >= 0; n--) {
            byte[] payload = random.nextInt(3) == 0 ? TestClient.keyFrame() : new byte[random.nextInt(20)];
            String cid = "t" + random.nextInt(4);
            client.sendRtp(random.nextBoolean() ? 111 : 96, cid, payload, random.nextInt(128) - 1);
        }
    }

    private TrackSid anyTrack() {
        List<TrackSid> sids = new ArrayList<>(List.of(new TrackSid("TR_unknown")));
        test.room.participants().forEach(each -> each.tracks().forEach(track -> sids.add(track.sid())));
        return sids.get(random.nextInt(sids.size()));
    }

    private ClientSignal garbage() {
        String text = "x".repeat(random.nextInt(300));
        return switch (random.nextInt(10)) {
            case 0 -> ClientSignal.offer(new SessionDescription(text, -1, Map.of()));
            case 1 -> ClientSignal.answer(new SessionDescription(text, 0, Map.of()));
            case 2 -> new ClientSignal.Trickle(org.auralink.media.room.signal.SignalTarget.PUBLISHER, text);
            case 3 -> new ClientSignal.Mute(anyTrack(), random.nextBoolean());
            case 4 -> new ClientSignal.UpdateMetadata(random.nextInt(), text, text, Map.of(text, text));
            case 5 -> new ClientSignal.UpdateSubscription(List.of(anyTrack(), anyTrack()), random.nextBoolean());
            case 6 ->
                new ClientSignal.PublishDataTrack(
                        random.nextInt(5), "d" + random.nextInt(4), 0, DataTrackFormat.UNKNOWN);
            case 7 -> new ClientSignal.UnpublishDataTrack(random.nextInt(5));
            case 8 -> new ClientSignal.UpdateDataSubscription(List.of(anyDataTrack(), anyDataTrack()));
            default ->
                new ClientSignal.SyncState(
                        random.nextInt(5) == 0 ? List.of(anyTrack()) : List.of(),
                        List.of(),
                        List.of(anyTrack()),
                        Map.of());
        };
    }

    private ClientSignal.DataSubscriptionWish anyDataTrack() {
        List<TrackSid> present = test.room.participants().stream()
                .flatMap(each -> each.dataTracks().stream())
                .map(DataTrackInfo::sid)
                .toList();
        TrackSid sid = present.isEmpty() ? anyTrack() : present.get(random.nextInt(present.size()));
        return new ClientSignal.DataSubscriptionWish(sid, random.nextInt(3) > 0, random.nextInt(40) - 10);
    }

    private ClientSignal settings() {
        VideoQuality quality = VideoQuality.values()[random.nextInt(4)];
        return new ClientSignal.UpdateTrackSettings(
                List.of(anyTrack()), random.nextBoolean(), quality, random.nextInt(2_000) - 500, random.nextInt(900));
    }

    private ClientSignal wish() {
        if (random.nextBoolean()) {
            return new ClientSignal.UpdateSubscription(List.of(anyTrack()), random.nextInt(3) > 0);
        }
        var some = new ClientSignal.TrackPermission(
                random.nextBoolean() ? anyone().participant.sid() : null,
                random.nextBoolean() ? anyone().participant.identity() : null,
                random.nextBoolean(),
                List.of(anyTrack()));
        return new ClientSignal.SetSubscriptionPermission(random.nextBoolean(), List.of(some));
    }

    private void administration(TestClient client) {
        ParticipantIdentity identity = client.participant.identity();
        boolean allowed = random.nextInt(3) > 0;
        var permission = new Permission(
                random.nextInt(4) > 0,
                allowed,
                true,
                random.nextInt(4) > 0 ? Set.of() : Set.of(TrackSource.MICROPHONE),
                random.nextInt(8) == 0,
                false,
                random.nextBoolean(),
                false,
                false);
        switch (random.nextInt(5)) {
            case 0 -> test.room.muteTrack(test.now, identity, anyTrack(), random.nextBoolean());
            case 1 -> test.room.updateParticipant(test.now, identity, null, "m", Map.of("k", ""), permission);
            case 2 -> test.room.updateSubscriptions(test.now, identity, List.of(anyTrack()), random.nextBoolean());
            case 3 -> test.room.updateMetadata(test.now, "m" + random.nextInt());
            default -> {
                if (random.nextInt(6) == 0) {
                    test.room.removeParticipant(test.now, identity);
                }
            }
        }
    }

    private void feedback(TestClient client) {
        List<RtpPacket> received = client.receiving().rtp;
        int ssrc = received.isEmpty()
                ? random.nextInt()
                : received.get(received.size() - 1).ssrc();
        int sequence = received.isEmpty()
                ? 5
                : received.get(random.nextInt(received.size())).sequenceNumber();
        client.receiving().arrive(test.now, new PictureLossIndication(1, ssrc));
        client.receiving().arrive(test.now, new Nack(1, ssrc, new int[] {sequence, random.nextInt(65_536)}));
    }

    /** What each reachable client was told last about everybody is what is so. */
    private void compareViews() {
        Map<String, ParticipantInfo> truth = new HashMap<>();
        for (ParticipantInfo info : test.room.participants()) {
            truth.put(info.sid().value(), info);
        }
        for (TestClient client : clients) {
            ParticipantInfo self = truth.get(client.participant.sid().value());
            boolean missedNothing = self != null && !away.contains(client);
            if (!missedNothing) {
                continue;
            }
            Map<String, ParticipantInfo> view = new HashMap<>();
            ServerSignal.Joined joined = client.last(ServerSignal.Joined.class);
            joined.others().forEach(info -> view.put(info.sid().value(), info));
            for (ServerSignal.ParticipantsUpdated update : client.all(ServerSignal.ParticipantsUpdated.class)) {
                for (ParticipantInfo info : update.participants()) {
                    ParticipantInfo before = view.get(info.sid().value());
                    if (before == null || before.version() <= info.version()) {
                        view.put(info.sid().value(), info);
                    }
                }
            }
            view.values()
                    .removeIf(info -> info.state() == ParticipantState.DISCONNECTED
                            || info.sid().equals(client.participant.sid()));
            for (ParticipantInfo seen : view.values()) {
                ParticipantInfo real = truth.get(seen.sid().value());
                assertThat(real).as("somebody who is gone is still seen").isNotNull();
                assertThat(real.permission().hidden())
                        .as("somebody hidden is seen")
                        .isFalse();
                assertThat(seen.tracks())
                        .extracting(TrackInfo::sid)
                        .isEqualTo(real.tracks().stream().map(TrackInfo::sid).toList());
                assertThat(seen.state()).isEqualTo(real.state());
            }
            for (ParticipantInfo real : truth.values()) {
                boolean visible = real.state() == ParticipantState.ACTIVE
                        && !real.permission().hidden();
                if (visible && !real.sid().equals(client.participant.sid())) {
                    assertThat(view)
                            .as("somebody who is here is not seen")
                            .containsKey(real.sid().value());
                }
            }
        }
    }

    /** Nobody leaves who has not joined, nothing is unpublished that was not published. */
    private void checkStory() {
        Map<String, Integer> present = new HashMap<>();
        Map<String, Integer> tracks = new HashMap<>();
        for (String event : test.events) {
            String[] words = event.split(" ", 2);
            switch (words[0]) {
                case "participantJoined" ->
                    assertThat(present.merge(words[1], 1, Integer::sum)).isEqualTo(1);
                case "participantLeft" ->
                    assertThat(present.merge(words[1], -1, Integer::sum)).isZero();
                case "trackPublished" -> tracks.merge(words[1], 1, Integer::sum);
                case "trackUnpublished" ->
                    assertThat(tracks.merge(words[1], -1, Integer::sum)).isNotNegative();
                default -> assertThat(words[0]).isIn("roomStarted", "roomFinished", "participantConnectionAborted");
            }
        }
        if (test.room.closed()) {
            assertThat(new HashSet<>(present.values())).isSubsetOf(0);
            assertThat(new HashSet<>(tracks.values())).isSubsetOf(0);
        }
    }

    /** After a leave nothing more is said. */
    private void checkLastWords() {
        for (TestClient client : clients) {
            assertThat(client.signals.get(0)).isInstanceOf(ServerSignal.Joined.class);
            List<ServerSignal> said = client.signals.stream()
                    .dropWhile(signal -> !(signal instanceof ServerSignal.Leave))
                    .toList();
            assertThat(said).hasOnlyElementsOfType(ServerSignal.Leave.class);
        }
    }
}
