package org.auralink.media.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.media.turn.RelayMeeting.MEDIA;
import static org.auralink.media.turn.RelayMeeting.OTHER_MEDIA;
import static org.auralink.media.turn.RelayMeeting.SECOND;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.auralink.media.turn.RelayMeeting.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnServerTest {
    private static final byte[] DATA = {1, 2, 3, 4, 5};
    private static final int CHANNEL = 0x4001;

    private final RelayMeeting relay = new RelayMeeting();
    private final Client ada = relay.client(4000);

    private Allocation allocated(Client client) {
        assertThat(client.allocate()).isZero();
        assertThat(client.permit(MEDIA)).isZero();
        client.sendTo(MEDIA, DATA);
        return relay.from.get(relay.from.size() - 1);
    }

    @Test
    void aClientReachesTheNodesMediaPortsAndTheyReachIt() {
        Allocation allocation = allocated(ada);
        assertThat(ada.bind(CHANNEL, OTHER_MEDIA)).isZero();
        ada.send(Messages.channelData(CHANNEL, new byte[] {9}));

        assertThat(relay.atNode).containsExactly(DATA, new byte[] {9});
        assertThat(relay.atPorts).containsExactly(MEDIA, OTHER_MEDIA);
        relay.server.fromNode(relay.now, allocation, MEDIA, DATA, 0, 5);
        TurnMessage indication = Messages.read(ada.received.get(ada.received.size() - 1));
        assertThat(indication.method()).isEqualTo(TurnNumbers.DATA_METHOD);
        assertThat(indication.peers()).containsExactly(MEDIA);
        relay.server.fromNode(relay.now, allocation, OTHER_MEDIA, DATA, 0, 5);
        assertThat(ada.received).last().isEqualTo(Messages.channelData(CHANNEL, DATA));
    }

    @Test
    void datagramsOfEverySizeThatALoopSendsPassBothWays() {
        Allocation allocation = allocated(ada);
        assertThat(ada.bind(CHANNEL, OTHER_MEDIA)).isZero();
        for (int size : new int[] {0, 1, 1024, 1025, 1200, 1500}) {
            byte[] data = new byte[size];
            ada.sendTo(MEDIA, data);
            assertThat(relay.atNode).last().isEqualTo(data);
            relay.server.fromNode(relay.now, allocation, MEDIA, data, 0, size);
            TurnMessage indication = Messages.read(ada.received.get(ada.received.size() - 1));
            assertThat(indication.data()[1]).isEqualTo(size);
            relay.server.fromNode(relay.now, allocation, OTHER_MEDIA, data, 0, size);
            assertThat(ada.received).last().isEqualTo(Messages.channelData(CHANNEL, data));
        }
    }

    @Test
    void channelDataIsFilledUpInAConnection() {
        Client client = relay.new Client(Messages.address("198.51.100.9", 5000), true);
        Allocation allocation = allocated(client);
        assertThat(client.bind(CHANNEL, MEDIA)).isZero();
        relay.server.fromNode(relay.now, allocation, MEDIA, DATA, 0, 5);

        assertThat(client.received).last().isEqualTo(Arrays.copyOf(Messages.channelData(CHANNEL, DATA), 12));
    }

    /** OWASP ASVS 17.1.1: special-purpose addresses, and for us all others too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.1",
                "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.8", "224.0.0.1", "240.0.0.1",
                "255.255.255.255", "8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1"
            })
    void nobodyButTheNodeIsReachedThroughIt(String ip) {
        assertThat(ada.allocate()).isZero();
        InetSocketAddress peer = Messages.address(ip, 7882);

        assertThat(ada.permit(peer)).isEqualTo(403);
        assertThat(ada.permit(MEDIA, peer)).isEqualTo(403);
        assertThat(ada.bind(CHANNEL, peer)).isEqualTo(403);
        ada.sendTo(peer, DATA);
        assertThat(relay.atNode).isEmpty();
        assertThat(relay.server.dropped(TurnDrop.NOT_PERMITTED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "fe80::1", "fc00::1", "ff02::1", "64:ff9b::7f00:1", "2001:db8::1"})
    void noPeerOfAnotherFamilyIsReached(String ip) {
        assertThat(ada.allocate()).isZero();
        assertThat(ada.permit(Messages.address(ip, 7882))).isEqualTo(443);
        assertThat(ada.bind(CHANNEL, Messages.address(ip, 7882))).isEqualTo(443);
    }

    @Test
    void theNodesOtherPortsAreNotReached() {
        assertThat(ada.allocate()).isZero();
        assertThat(ada.permit(MEDIA)).isZero();
        for (int port : new int[] {1, 22, 3478, 5432, 7880, 7881, 7884, 65_535}) {
            InetSocketAddress peer = new InetSocketAddress(MEDIA.getAddress(), port);
            assertThat(ada.bind(CHANNEL, peer)).isEqualTo(403);
            ada.sendTo(peer, DATA);
        }
        assertThat(relay.atNode).isEmpty();
    }

    @Test
    void nothingIsRelayedWithoutPermission() {
        assertThat(ada.allocate()).isZero();
        ada.sendTo(MEDIA, DATA);
        ada.send(Messages.channelData(CHANNEL, DATA));
        relay.client(4001).sendTo(MEDIA, DATA);

        assertThat(relay.atNode).isEmpty();
        assertThat(relay.server.dropped(TurnDrop.NOT_PERMITTED)).isEqualTo(2);
        assertThat(relay.server.dropped(TurnDrop.NO_ALLOCATION)).isEqualTo(1);
    }

    @Test
    void onlyWhoWasGivenACredentialGetsAnAllocation() {
        ada.learnNonce();
        Messages request =
                Messages.request(TurnNumbers.ALLOCATE).number(TurnNumbers.REQUESTED_TRANSPORT, TurnNumbers.UDP << 24);
        var good = ada.credential;
        for (String username : List.of("", "x", ":", "99999999999999:PA_ada", "1800099999:PA_ada", "-5:a", "é:b")) {
            ada.credential = new TurnSecret.Credential(username, good.password());
            assertThat(ada.ask(Messages.request(TurnNumbers.ALLOCATE))).isEqualTo(401);
        }
        ada.credential = new TurnSecret.Credential(good.username(), "guessed");
        assertThat(ada.ask(request)).isEqualTo(401);
        ada.credential = new RelayMeeting().credential("PA_ada");
        assertThat(ada.allocate()).isEqualTo(401);
        assertThat(relay.server.size()).isZero();
    }

    /** Over UDP the first answer may be lost, and clients that are refused then give up. */
    @Test
    void whoAsksTheSameAgainForWantOfAnAnswerGetsTheSame() {
        ada.learnNonce();
        byte[] request = Messages.request(TurnNumbers.ALLOCATE)
                .number(TurnNumbers.REQUESTED_TRANSPORT, TurnNumbers.UDP << 24)
                .sealed(ada.credential, ada.nonce);
        byte[] first = ada.send(request);
        assertThat(ada.send(request)).isEqualTo(first);
        assertThat(Messages.code(first)).isZero();
        relay.now += 3 * SECOND;
        assertThat(Messages.read(ada.send(request)).number(TurnNumbers.LIFETIME))
                .isEqualTo(597);
        assertThat(relay.server.size()).isEqualTo(1);
        assertThat(ada.allocate()).as("another request").isEqualTo(437);
        ada.refresh(0);
        assertThat(Messages.code(ada.send(request))).as("as if it were new").isZero();
    }

    @Test
    void whoHasAnothersRealmInMindLearnsOurs() {
        ada.learnNonce();
        byte[] answer = ada.send(Messages.request(TurnNumbers.ALLOCATE).sealed(ada.credential, ada.nonce, "elsewhere"));
        assertThat(Messages.code(answer)).isEqualTo(401);
        assertThat(Messages.read(answer).text(TurnNumbers.REALM)).isEqualTo(TurnSecret.REALM);
        assertThat(Messages.read(answer).text(TurnNumbers.NONCE)).isNotEmpty();
    }

    @Test
    void anOldCredentialRefreshesWhatItHasAndGetsNothingNew() {
        assertThat(ada.allocate()).isZero();
        for (int hour = 0; hour < 13; hour++) {
            for (int n = 0; n < 8; n++) {
                relay.now += 450 * SECOND;
                ada.nonce = "";
                ada.refresh(600);
                ada.nonce =
                        Messages.read(ada.received.get(ada.received.size() - 1)).text(TurnNumbers.NONCE);
                assertThat(ada.refresh(600)).isZero();
            }
        }
        Client again = relay.client(4005);
        again.credential = ada.credential;
        assertThat(again.allocate()).isEqualTo(401);
    }

    @Test
    void anAllocationIsOverAfterItsTimeHoweverOftenItIsRefreshed() {
        var limits = TurnLimits.DEFAULT;
        assertThat(ada.allocate()).isZero();
        relay.now += limits.lifetime().toNanos() - 1;
        relay.server.tick(relay.now);
        assertThat(relay.server.size()).isEqualTo(1);
        relay.now++;
        relay.server.tick(relay.now);
        assertThat(relay.server.size()).isZero();
        assertThat(relay.ended).hasSize(1);

        Client bob = relay.client(4002);
        assertThat(bob.allocate()).isZero();
        long until = relay.now + limits.longest().toNanos();
        while (relay.now < until) {
            relay.now += 400 * SECOND;
            bob.learnNonce();
            bob.refresh(100_000);
            relay.server.tick(relay.now);
        }
        assertThat(relay.server.size()).isZero();
    }

    @Test
    void whoIsDoneGivesItsAllocationBack() {
        assertThat(ada.allocate()).isZero();
        assertThat(ada.refresh(0)).isZero();
        assertThat(relay.server.size()).isZero();
        assertThat(ada.refresh(600)).isEqualTo(437);

        assertThat(ada.allocate()).isZero();
        relay.server.closed(relay.now, ada);
        assertThat(relay.server.size()).isZero();
    }

    /** OWASP ASVS 17.1.2. */
    @Test
    void oneParticipantGetsADozenAndOthersLoseNothing() {
        for (int n = 0; n < 12; n++) {
            assertThat(relay.client(6000 + n).as("PA_greedy").allocate()).isZero();
        }
        relay.now += 5 * SECOND;
        assertThat(relay.client(7000).as("PA_greedy").allocate()).isEqualTo(486);
        assertThat(ada.allocate()).isZero();
    }

    @Test
    void allOfThemTogetherAreBounded() {
        var usual = TurnLimits.DEFAULT;
        var small = new RelayMeeting(new TurnLimits(
                3,
                usual.allocationsPerUser(),
                usual.channels(),
                usual.lifetime(),
                usual.longest(),
                usual.permission(),
                usual.channel(),
                usual.credential(),
                usual.nonce(),
                usual.bytesPerSecond(),
                usual.bytesPerSecondOfAll(),
                usual.requestsPerSecond()));
        for (int n = 0; n < 3; n++) {
            assertThat(small.client(6000 + n).as("PA_" + n).allocate()).isZero();
        }
        assertThat(small.client(6003).as("PA_3").allocate()).isEqualTo(508);
    }

    @Test
    void addressesOfAllocationsDifferUntilTheyAreGivenBack() {
        for (int n = 0; n < 300; n++) {
            allocated(relay.client(8000 + n).as("PA_" + n));
        }
        assertThat(relay.from).extracting(Allocation::relayed).doesNotHaveDuplicates();
        assertThat(relay.from).extracting(each -> each.relayed().getAddress()).containsOnly(MEDIA.getAddress());
    }

    @Test
    void aRefusalOfAStrangerIsSmall() {
        byte[] request = Messages.request(TurnNumbers.ALLOCATE)
                .number(TurnNumbers.REQUESTED_TRANSPORT, TurnNumbers.UDP << 24)
                .plain();
        byte[] answer = ada.send(request);

        // With the headers of IP and UDP around both.
        assertThat(answer.length + 28).isLessThan(2 * (request.length + 28));
        assertThat(Messages.code(answer)).isEqualTo(401);
    }

    @Test
    void aNonceIsForOneAddressAndOneHour() {
        ada.learnNonce();
        Client thief = relay.client(4009);
        thief.nonce = ada.nonce;
        assertThat(thief.ask(Messages.request(TurnNumbers.ALLOCATE))).isEqualTo(438);
        assertThat(ada.ask(Messages.request(TurnNumbers.ALLOCATE))).isEqualTo(400);
        relay.now += 3601 * SECOND;
        assertThat(ada.ask(Messages.request(TurnNumbers.ALLOCATE))).isEqualTo(438);
    }

    @Test
    void whatCannotBeDoneIsRefusedByItsNumber() {
        assertThat(ada.refresh(600)).isEqualTo(438);
        ada.learnNonce();
        assertThat(ada.refresh(600)).isEqualTo(437);
        assertThat(ada.ask(Messages.request(TurnNumbers.ALLOCATE))).isEqualTo(400);
        assertThat(ada.ask(Messages.request(TurnNumbers.ALLOCATE).number(TurnNumbers.REQUESTED_TRANSPORT, 6 << 24)))
                .isEqualTo(442);
        assertThat(ada.ask(Messages.request(TurnNumbers.ALLOCATE)
                        .number(TurnNumbers.REQUESTED_TRANSPORT, TurnNumbers.UDP << 24)
                        .number(TurnNumbers.REQUESTED_ADDRESS_FAMILY, TurnNumbers.IPV6 << 24)))
                .isEqualTo(440);
        // EVEN-PORT: there are no ports.
        assertThat(ada.ask(Messages.request(TurnNumbers.ALLOCATE).number(0x0018, 0)))
                .isEqualTo(420);
        assertThat(ada.allocate()).isZero();
        assertThat(ada.allocate()).isEqualTo(437);
        assertThat(ada.permit()).isEqualTo(400);
        assertThat(ada.bind(0x3FFF, MEDIA)).isEqualTo(400);
        assertThat(ada.bind(0x5000, MEDIA)).isEqualTo(400);
        assertThat(ada.bind(CHANNEL, MEDIA)).isZero();
        assertThat(ada.bind(CHANNEL, MEDIA)).isZero();
        assertThat(ada.bind(CHANNEL, OTHER_MEDIA)).isEqualTo(400);
        assertThat(ada.bind(CHANNEL + 1, MEDIA)).isEqualTo(400);
        ada.credential = relay.credential("PA_other");
        assertThat(ada.refresh(0)).isEqualTo(441);
    }

    @Test
    void permissionsAndChannelsEndByThemselves() {
        Allocation allocation = allocated(ada);
        assertThat(ada.bind(CHANNEL, MEDIA)).isZero();
        relay.now += TurnLimits.DEFAULT.permission().toNanos();
        ada.sendTo(MEDIA, DATA);
        int received = ada.received.size();
        relay.server.fromNode(relay.now, allocation, MEDIA, DATA, 0, 5);
        assertThat(relay.atNode).hasSize(1);
        assertThat(ada.received).hasSize(received);

        assertThat(ada.refresh(600)).isZero();
        relay.now += TurnLimits.DEFAULT.permission().toNanos();
        ada.send(Messages.channelData(CHANNEL, DATA));
        assertThat(relay.atNode).hasSize(1);
    }

    @Test
    void whatOneMayRelayIsBounded() {
        Allocation allocation = allocated(ada);
        byte[] large = new byte[1000];
        for (int n = 0; n < 10_000; n++) {
            ada.sendTo(MEDIA, large);
            relay.server.fromNode(relay.now, allocation, MEDIA, large, 0, 1000);
        }
        long most = TurnLimits.DEFAULT.bytesPerSecond() / 4 / 1000;
        assertThat(relay.atNode.size()).isLessThanOrEqualTo((int) most + 1);
        assertThat(ada.received.size()).isLessThanOrEqualTo((int) most + 10);
        Allocation other = allocated(relay.client(4100).as("PA_bob"));
        assertThat(other).isNotSameAs(allocation);
    }

    @Test
    void emptyDatagramsAreBoundedToo() {
        Allocation allocation = allocated(ada);
        assertThat(ada.bind(CHANNEL, MEDIA)).isZero();
        for (int n = 0; n < 100_000; n++) {
            ada.send(Messages.channelData(CHANNEL, new byte[0]));
            relay.server.fromNode(relay.now, allocation, MEDIA, DATA, 0, 0);
        }
        int most = (int) TurnLimits.DEFAULT.bytesPerSecond() / 4 / 48 + 10;
        assertThat(relay.atNode.size()).isLessThanOrEqualTo(most);
        assertThat(ada.received.size()).isLessThanOrEqualTo(most);
    }

    @Test
    void requestsOfOneAllocationAreBounded() {
        assertThat(ada.allocate()).isZero();
        int before = ada.received.size();
        for (int n = 0; n < 1000; n++) {
            ada.send(Messages.request(TurnNumbers.REFRESH).sealed(ada.credential, ada.nonce));
        }
        assertThat(ada.received.size() - before).isEqualTo(TurnLimits.DEFAULT.requestsPerSecond());
        assertThat(relay.server.dropped(TurnDrop.TOO_MANY_REQUESTS)).isPositive();
    }

    @Test
    void itTellsClientsTheirAddress() {
        TurnMessage answer =
                Messages.read(ada.send(Messages.request(TurnNumbers.BINDING).plain()));
        assertThat(answer.messageClass()).isEqualTo(TurnNumbers.SUCCESS);
        assertThat(answer.has(TurnNumbers.XOR_MAPPED_ADDRESS)).isTrue();
    }
}
