package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.data.DataPacket;
import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.data.Packets;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** What participants send each other over data channels. */
class RoomDataTest {
    private static final String RELIABLE = "_reliable";
    private static final String LOSSY = "_lossy";

    private final TestRoom test = new TestRoom();

    /** Somebody with two connections: receives on the room's channels, and sends on its own. */
    private final class Somebody {
        final TestClient client;
        final DataPeer receiving;
        final DataPeer sending;

        Somebody(String identity) {
            this(TestRoom.request(identity, Permission.ALL));
        }

        Somebody(JoinRequest request) {
            client = test.join(request);
            client.answerAndConnect();
            receiving = new DataPeer(test, client.receiving());
            client.offer();
            client.sending().become(test.now, TransportState.CONNECTED, null);
            sending = new DataPeer(test, client.sending());
            sending.open(RELIABLE, ChannelOptions.RELIABLE);
            sending.open(LOSSY, ChannelOptions.LOSSY);
        }

        List<String> got(String label) {
            receiving.exchange();
            return receiving.messages.stream()
                    .filter(each -> each.label().equals(label))
                    .map(each -> String.join("", Packets.userTexts(each.content(), 2)))
                    .toList();
        }
    }

    @Test
    void theRoomOpensTheChannelsOnWhichAClientReceives() {
        var ada = new Somebody("ada");
        assertThat(ada.receiving.channel(RELIABLE).options()).isEqualTo(ChannelOptions.RELIABLE);
        assertThat(ada.receiving.channel(LOSSY).options()).isEqualTo(ChannelOptions.LOSSY);
    }

    @Test
    void everybodyElseGetsWhatIsForAll() {
        var ada = new Somebody("ada");
        var bob = new Somebody("bob");
        var carol = new Somebody("carol");
        ada.sending.send(RELIABLE, Packets.user("hello", 0));
        ada.sending.send(LOSSY, Packets.user("there", 0));
        for (Somebody other : List.of(bob, carol)) {
            assertThat(other.got(RELIABLE)).containsExactly("hello");
            assertThat(other.got(LOSSY)).containsExactly("there");
        }
        assertThat(ada.got(RELIABLE)).isEmpty();
        byte[] packet = bob.receiving.messages.get(0).content();
        assertThat(Packets.texts(packet, 4)).containsExactly("ada");
        assertThat(Packets.texts(packet, 17))
                .containsExactly(ada.client.participant.sid().value());
    }

    @Test
    void whatNamesReceiversReachesThoseOnly() {
        var ada = new Somebody("ada");
        var bob = new Somebody("bob");
        var carol = new Somebody("carol");
        ada.sending.send(RELIABLE, Packets.user("for carol", 0, "carol", "nobody"));
        ada.sending.send(
                RELIABLE, Packets.userTo("for bob", bob.client.participant.sid().value()));
        assertThat(bob.got(RELIABLE)).containsExactly("for bob");
        assertThat(carol.got(RELIABLE)).containsExactly("for carol");
    }

    @Test
    void aClientWithOneConnectionReceivesOnItsOwnChannels() {
        var ada = new Somebody("ada");
        TestClient bob = test.joinSingle("bob");
        bob.offer();
        bob.sending().become(test.now, TransportState.CONNECTED, null);
        var both = new DataPeer(test, bob.sending());
        assertThat(both.find(RELIABLE)).isNull();
        ada.sending.send(RELIABLE, Packets.user("early", 0));
        both.open(RELIABLE, ChannelOptions.RELIABLE);
        both.open(LOSSY, ChannelOptions.LOSSY);
        ada.sending.send(RELIABLE, Packets.user("late", 0));
        both.exchange();
        assertThat(both.messages)
                .extracting(each -> String.join("", Packets.userTexts(each.content(), 2)))
                .containsExactly("early", "late");
        both.send(RELIABLE, Packets.user("answer", 0));
        assertThat(ada.got(RELIABLE)).containsExactly("answer");
    }

    @Test
    void whoMayNotSendDataIsNotHeard() {
        var bob = new Somebody("bob");
        var mute = new Permission(true, true, false, Set.of(), false, false, false, false, false);
        var eve = new Somebody(TestRoom.request("eve", mute));
        eve.sending.send(RELIABLE, Packets.user("psst", 0));
        eve.sending.open("own", ChannelOptions.RELIABLE);
        eve.sending.send("own", new byte[] {1});
        assertThat(bob.receiving.messages).isEmpty();
        assertThat(test.refusedData).containsExactly(DataRefusal.NOT_ALLOWED, DataRefusal.NOT_ALLOWED);
        test.room.updateParticipant(test.now, new ParticipantIdentity("eve"), null, null, Map.of(), Permission.ALL);
        eve.sending.send(RELIABLE, Packets.user("hello", 0));
        assertThat(bob.got(RELIABLE)).containsExactly("hello");
    }

    @Test
    void onlyAnAgentTranscribesInSomebodyElsesName() {
        var bob = new Somebody("bob");
        var ada = new Somebody("ada");
        var agent = new Permission(true, true, true, Set.of(), false, false, false, true, false);
        var robot = new Somebody(TestRoom.request("robot", agent));
        ada.sending.send(RELIABLE, Packets.value(7, "bob"));
        robot.sending.send(RELIABLE, Packets.value(7, "ada"));
        bob.receiving.exchange();
        assertThat(bob.receiving.messages)
                .singleElement()
                .satisfies(message ->
                        assertThat(Packets.texts(message.content(), 4)).containsExactly("ada"));
        assertThat(test.refusedData).containsExactly(DataRefusal.NOT_ALLOWED);
    }

    @Test
    void whatIsNoPacketOrCameBeforeReachesNobody() {
        var bob = new Somebody("bob");
        var ada = new Somebody("ada");
        ada.sending.send(RELIABLE, new byte[] {(byte) 0xff, 1});
        ada.sending.send(RELIABLE, Packets.user("one", 1));
        ada.sending.send(RELIABLE, Packets.user("two", 2));
        ada.sending.send(RELIABLE, Packets.user("one again", 1));
        assertThat(bob.got(RELIABLE)).containsExactly("one", "two");
        assertThat(test.refusedData).containsExactly(DataRefusal.MALFORMED, DataRefusal.REPEATED);
    }

    @Test
    void bytesOnAChannelOfTheApplicationsOwnAreUserData() {
        var bob = new Somebody("bob");
        var ada = new Somebody("ada");
        ada.sending.open("game", ChannelOptions.LOSSY);
        ada.sending.send("game", "move".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(bob.got(LOSSY)).containsExactly("move");
    }

    @Test
    void theApplicationSendsToAllOrToSome() {
        var bob = new Somebody("bob");
        var ada = new Somebody("ada");
        byte[] all = DataPacket.fromServer(new byte[] {'a'}, "news", new byte[16], List.of());
        test.room.sendData(test.now, DataKind.RELIABLE, all, List.of(), List.of());
        byte[] some = DataPacket.fromServer(new byte[] {'b'}, null, new byte[0], List.of("bob"));
        test.room.sendData(test.now, DataKind.LOSSY, some, List.of("bob"), List.of());
        assertThat(ada.got(RELIABLE)).containsExactly("a");
        assertThat(bob.got(RELIABLE)).containsExactly("a");
        assertThat(bob.got(LOSSY)).containsExactly("b");
        assertThat(ada.got(LOSSY)).isEmpty();
        assertThat(Packets.userTexts(bob.receiving.messages.get(0).content(), 4))
                .containsExactly("news");
    }

    @Test
    void whatTheApplicationSendsAgainComesOnce() {
        var bob = new Somebody("bob");
        for (int i = 0; i < 120; i++) {
            byte[] packet = DataPacket.fromServer(new byte[] {'a'}, "news", nonce(i), List.of());
            for (int again = 0; again < 3; again++) {
                test.room.sendData(test.now, DataKind.RELIABLE, packet, List.of(), List.of());
            }
        }
        assertThat(bob.got(RELIABLE)).hasSize(120);
        assertThat(test.refusedData).hasSize(240).containsOnly(DataRefusal.REPEATED);
        byte[] none = DataPacket.fromServer(new byte[] {'b'}, "news", new byte[0], List.of());
        test.room.sendData(test.now, DataKind.RELIABLE, none, List.of(), List.of());
        test.room.sendData(test.now, DataKind.RELIABLE, none, List.of(), List.of());
        assertThat(bob.got(RELIABLE)).hasSize(122);
    }

    private static byte[] nonce(int number) {
        byte[] nonce = new byte[16];
        nonce[15] = (byte) number;
        return nonce;
    }

    @Test
    void whatAParticipantSendsAgainUnderItsNonceComesOnce() {
        var bob = new Somebody("bob");
        var ada = new Somebody("ada");
        byte[] packet = DataPacket.fromServer(new byte[] {'a'}, "move", nonce(7), List.of());
        ada.sending.send(LOSSY, packet);
        ada.sending.send(RELIABLE, packet);
        ada.sending.send(LOSSY, DataPacket.fromServer(new byte[] {'b'}, "move", nonce(8), List.of()));
        assertThat(bob.got(LOSSY)).containsExactly("a", "b");
        assertThat(bob.got(RELIABLE)).isEmpty();
    }

    @Test
    void whoTakesNothingHoldsUpNobodyAndCostsABoundedAmount() {
        var ada = new Somebody("ada");
        var bob = new Somebody("bob");
        var stuck = new Somebody("stuck");
        String large = "x".repeat(10_000);
        for (int i = 0; i < 500; i++) {
            ada.sending.send(RELIABLE, Packets.user(large, 0));
            stuck.client.receiving().data.clear();
            bob.receiving.exchange();
            test.pass(20);
        }
        assertThat(bob.got(RELIABLE)).hasSize(500);
        assertThat(test.refusedData).contains(DataRefusal.SLOW_RECEIVER);
        assertThat(test.refusedData).doesNotContain(DataRefusal.TOO_MUCH);
    }

    @Test
    void oneSenderMakesTheRoomSendABoundedAmount() {
        var ada = new Somebody("ada");
        for (int i = 0; i < 20; i++) {
            new Somebody("guest" + i);
        }
        String large = "x".repeat(60_000);
        for (int i = 0; i < 20; i++) {
            ada.sending.send(LOSSY, Packets.user(large, 0));
        }
        assertThat(test.refusedData).contains(DataRefusal.TOO_MUCH);
    }

    @Test
    void whoseConnectionWasInterruptedIsSentWhatItMissed() {
        var ada = new Somebody("ada");
        var bob = new Somebody("bob");
        for (int i = 1; i <= 4; i++) {
            ada.sending.send(RELIABLE, Packets.user("packet " + i, i));
        }
        ada.sending.send(RELIABLE, Packets.user("for nobody here", 5, "carol"));
        bob.got(RELIABLE);
        bob.receiving.messages.clear();
        bob.client.signal(
                new ClientSignal.SyncState(List.of(), List.of(), List.of(), Map.of(ada.client.participant.sid(), 2L)));
        assertThat(bob.got(RELIABLE)).containsExactly("packet 3", "packet 4");
        bob.receiving.messages.clear();
        test.pass(3_000);
        bob.client.signal(
                new ClientSignal.SyncState(List.of(), List.of(), List.of(), Map.of(ada.client.participant.sid(), 0L)));
        assertThat(bob.got(RELIABLE)).isEmpty();
    }

    @Test
    void aResumedClientLearnsHowFarItsPacketsCame() {
        var ada = new Somebody("ada");
        ada.sending.send(RELIABLE, Packets.user("x", 41));
        test.room.resume(test.now, ada.client.participant.sid(), ada.client);
        assertThat(ada.client.last(ServerSignal.Resumed.class).lastData()).isEqualTo(41);
    }

    @Test
    void whoSendsReliablySendsNoFasterThanTheReceiverTakes() {
        var ada = new Somebody("ada");
        var bob = new Somebody("bob");
        int wanted = 400;
        int queued = 0;
        byte[] packet = Packets.user("x".repeat(15_000), 0);
        // Bob takes 50 packets of 1.2 kB in 20 ms: 24 Mbit/s.
        for (int ticks = 0; ticks < 2_000 && bob.receiving.messages.size() < wanted; ticks++) {
            while (queued < wanted && ada.sending.queue(RELIABLE, packet)) {
                queued++;
            }
            ada.sending.exchange();
            bob.receiving.exchange(50);
            ada.sending.advance();
            test.pass(20);
        }
        assertThat(bob.receiving.messages).hasSize(wanted);
        assertThat(test.refusedData).isEmpty();
    }

    @Test
    void whoSendsReliablyFasterThanAnybodyMayIsMadeToWaitAndLosesNothing() {
        var ada = new Somebody("ada");
        var bob = new Somebody("bob");
        int wanted = 1_000;
        int queued = 0;
        byte[] packet = Packets.user("x".repeat(15_000), 0);
        // Everything passes at once, so only the bound of what one sender may bring about slows it down.
        for (int ticks = 0; ticks < 2_000 && bob.receiving.messages.size() < wanted; ticks++) {
            while (queued < wanted && ada.sending.queue(RELIABLE, packet)) {
                queued++;
            }
            for (int round = 0; round < 5; round++) {
                ada.sending.exchange();
                bob.receiving.exchange();
            }
            ada.sending.advance();
            test.pass(1);
        }
        assertThat(bob.receiving.messages).hasSize(wanted);
        assertThat(test.refusedData).isEmpty();
    }

    @Test
    void aLossyPacketThatComesBeforeTheReceiversChannelIsNobodysFault() {
        var ada = new Somebody("ada");
        test.connected("bob");
        ada.sending.send(LOSSY, Packets.user("too early", 0));
        assertThat(test.refusedData).isEmpty();
    }
}
