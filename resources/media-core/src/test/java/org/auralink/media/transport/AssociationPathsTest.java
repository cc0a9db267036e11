package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

/** How an address is proven, what one gets that is not, and how a client that moved is found again. */
class AssociationPathsTest {
    private static final PeerAddress STRANGER = Meeting.address(40_001);
    private static final PeerAddress MOVED = Meeting.address(40_002);
    private static final PeerAddress OTHER = Meeting.address(40_003);

    private final Meeting meeting = new Meeting();
    private int sequence = 100;

    private IceCredentials local() {
        return meeting.transport.localCredentials();
    }

    private byte[] nominating() {
        return Checks.nominating(local(), meeting.remote);
    }

    private byte[] plain() {
        return Checks.plain(local(), meeting.remote);
    }

    private boolean sendMedia() {
        byte[] packet = MediaPackets.rtp(sequence++, 1000);
        return meeting.transport.sendRtp(meeting.now, packet, 0, packet.length);
    }

    private PeerAddress whereMediaGoes() {
        assertThat(sendMedia()).isTrue();
        return meeting.sentTo.get(meeting.sentTo.size() - 1);
    }

    private byte[] mediaOfTheClient(int number) {
        return meeting.seal(MediaPackets.rtp(number, 100));
    }

    @Test
    void nominatedAddressThatNeverAnswersGetsNoMedia() {
        meeting.connect(SrtpProfile.values());
        long received = 0;
        for (int second = 0; second < 12; second++) {
            byte[] check = nominating();
            meeting.receive(check, STRANGER);
            received += check.length;
            for (int n = 0; n < 100; n++) {
                assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
            }
            meeting.pass(1);
            meeting.check();
        }

        assertThat(meeting.bytesTo(STRANGER)).isBetween(1L, 3 * received);
    }

    @Test
    void twoBlindChecksCostAStrangerAtMostThreeTimesTheirBytes() {
        meeting.connect(SrtpProfile.values());
        byte[] check = nominating();
        meeting.receive(check, STRANGER);
        meeting.receive(check, STRANGER);
        for (int tenth = 0; tenth < 120; tenth++) {
            sendMedia();
            meeting.now += Meeting.SECOND / 10;
            meeting.transport.handleTimeout(meeting.now);
        }

        assertThat(meeting.bytesTo(STRANGER)).isBetween(1L, 6L * check.length);
    }

    @Test
    void mediaMovesToANominatedAddressOnceItAnswered() {
        meeting.connect(SrtpProfile.values());
        meeting.receive(nominating(), MOVED);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);

        meeting.answerChecksAt(MOVED);
        assertThat(whereMediaGoes()).isEqualTo(MOVED);
    }

    @Test
    void addressThatAnsweredBeforeIsFollowedAtOnce() {
        meeting.connect(SrtpProfile.values());
        meeting.receive(plain(), MOVED);
        meeting.answerChecksAt(MOVED);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);

        meeting.receive(nominating(), MOVED);
        assertThat(whereMediaGoes()).isEqualTo(MOVED);
        meeting.receive(nominating(), Meeting.HOME);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void checkOfOursIsOneThatAFullAgentAnswers() {
        meeting.connect(SrtpProfile.values());
        meeting.checks.clear();
        meeting.receive(plain(), MOVED);

        assertThat(meeting.checks).hasSize(1);
        byte[] check = meeting.checks.get(0).datagram();
        assertThat(Checks.userName(check)).isEqualTo(meeting.remote.ufrag() + ":" + local().ufrag());
        assertThat(Checks.types(check)).containsExactly(0x0006, 0x0024, Checks.ICE_CONTROLLED, 0x0008, 0x8028);
        assertThat(Checks.isSealedWith(check, meeting.remote.password())).isTrue();
    }

    @Test
    void whoChecksWithoutChoosingIsCheckedOnceBeforeTheHandshake() {
        meeting.describe(Meeting.CLIENT);
        meeting.receive(plain());
        meeting.receive(plain());
        meeting.receive(nominating());

        assertThat(meeting.checks).extracting(Meeting.Sent::to).containsExactly(Meeting.HOME);
        byte[] check = meeting.checks.get(0).datagram();
        assertThat(Checks.isSealedWith(check, meeting.remote.password())).isTrue();
        assertThat(Checks.types(check)).contains(Checks.ICE_CONTROLLED).doesNotContain(Checks.USE_CANDIDATE);
    }

    @Test
    void whoChecksBeforeItsDescriptionComesIsCheckedWithIt() {
        meeting.receive(plain());
        assertThat(meeting.checks).isEmpty();

        meeting.describe(Meeting.CLIENT);
        assertThat(meeting.checks).hasSize(1);
    }

    @Test
    void whoChoosesAtOnceIsNotCheckedBeforeTheHandshake() {
        meeting.describe(Meeting.CLIENT).check();

        assertThat(meeting.checks).isEmpty();
    }

    @Test
    void strangersWhoCheckBeforeTheHandshakeGetThreeTimesTheirBytesAtMost() {
        meeting.describe(Meeting.CLIENT);
        byte[] check = plain();
        meeting.receive(check, STRANGER);
        meeting.pass(10);

        assertThat(meeting.bytesTo(STRANGER)).isBetween(1L, 3L * check.length);
    }

    @Test
    void checkThatIsNotAnsweredBeforeTheHandshakeLeavesTheHandshakeItsRoom() {
        meeting.describe(Meeting.CLIENT);
        meeting.receive(plain());
        meeting.check().shakeHands();
        meeting.awaitBoth();

        assertThat(meeting.dropped(DropReason.SEND_WITHOUT_CONSENT)).isZero();
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void answerProvesNothingUnlessItIsTheClientsToThatCheckFromThatAddress() {
        meeting.connect(SrtpProfile.values());
        meeting.checks.clear();
        meeting.receive(nominating(), MOVED);
        byte[] check = meeting.checks.get(0).datagram();
        byte[] otherTransaction = check.clone();
        otherTransaction[10]++;

        meeting.receive(Checks.answer(check, local().password()), MOVED);
        meeting.receive(Checks.answer(otherTransaction, meeting.remote.password()), MOVED);
        meeting.receive(Checks.answer(check, meeting.remote.password()), Meeting.HOME);
        meeting.receive(Checks.answer(check, meeting.remote.password()), OTHER);
        assertThat(meeting.dropped(DropReason.STUN_UNAUTHENTICATED)).isEqualTo(4);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);

        meeting.receive(Checks.answer(check, meeting.remote.password()), MOVED);
        assertThat(whereMediaGoes()).isEqualTo(MOVED);
    }

    @Test
    void mutatedAnswersProveNothingAndThrowNothing() {
        meeting.connect(SrtpProfile.values());
        meeting.checks.clear();
        meeting.receive(nominating(), STRANGER);
        byte[] good = Checks.answer(meeting.checks.get(0).datagram(), meeting.remote.password());
        var random = new Random(5);
        for (int n = 0; n < 100_000; n++) {
            byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            }
            // What follows the integrity attribute is not protected by it.
            int end = good.length - 8;
            if (bad.length < end || java.util.Arrays.mismatch(bad, 0, end, good, 0, end) >= 0) {
                meeting.receive(bad, STRANGER);
            }
        }

        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void unprovenAddressGetsNoMoreThanThreeTimesItsBytesOfAHandshake() {
        meeting.toClient = datagram -> List.of();
        meeting.describe(Meeting.CLIENT).check().shakeHands();
        meeting.until("the handshake begins", () -> meeting.handshakesRunning == 1);
        meeting.until("a flight", () -> meeting.sent.stream().anyMatch(each -> each.datagram()[0] == 22));
        meeting.settle();
        long came = nominating().length + meeting.arrivedFromTheClient;

        assertThat(meeting.bytesTo(Meeting.HOME)).isLessThanOrEqualTo(3 * came);
    }

    @Test
    void mediaToANewPortOfANatComesBackWithTheFirstPacketFromThere() {
        meeting.connect(SrtpProfile.values());
        meeting.receive(mediaOfTheClient(1));
        meeting.pass(1);

        assertThat(meeting.fromElsewhere(mediaOfTheClient(2), MOVED)).isTrue();
        assertThat(meeting.rtp).hasSize(2);
        meeting.answerChecksAt(MOVED);
        meeting.now += Meeting.SECOND / 2;
        meeting.transport.handleTimeout(meeting.now);

        assertThat(meeting.routes.addresses).containsKey(MOVED);
        assertThat(whereMediaGoes()).isEqualTo(MOVED);
    }

    @Test
    void receiverIsFoundAtItsNewPortByARtcpPacketOrAPlainCheck() {
        List<Function<Meeting, byte[]>> signs = new ArrayList<>();
        signs.add(at -> at.sealRtcp(MediaPackets.receiverReport()));
        signs.add(at -> Checks.plain(at.transport.localCredentials(), at.remote));
        for (Function<Meeting, byte[]> sign : signs) {
            var receiver = new Meeting();
            receiver.connect(SrtpProfile.values());
            receiver.receive(receiver.sealRtcp(MediaPackets.receiverReport()));
            receiver.pass(2);
            byte[] datagram = sign.apply(receiver);
            if (Checks.isRequest(datagram)) {
                receiver.receive(datagram, MOVED);
            } else {
                assertThat(receiver.fromElsewhere(datagram, MOVED)).isTrue();
            }
            receiver.answerChecksAt(MOVED);
            receiver.pass(1);

            byte[] packet = MediaPackets.rtp(1, 100);
            assertThat(receiver.transport.sendRtp(receiver.now, packet, 0, packet.length))
                    .isTrue();
            assertThat(receiver.sentTo.get(receiver.sentTo.size() - 1)).isEqualTo(MOVED);
        }
    }

    @Test
    void repeatedOrForgedMediaFromElsewhereMovesNothing() {
        meeting.connect(SrtpProfile.values());
        byte[] heard = mediaOfTheClient(1);
        meeting.receive(heard);
        byte[] forged = mediaOfTheClient(2);
        forged[20]++;
        byte[] strange = mediaOfTheClient(3);
        strange[9]++;
        meeting.pass(1);

        assertThat(meeting.fromElsewhere(heard, STRANGER)).isFalse();
        assertThat(meeting.fromElsewhere(forged, STRANGER)).isFalse();
        assertThat(meeting.fromElsewhere(strange, STRANGER)).isFalse();
        assertThat(meeting.bytesTo(STRANGER)).isZero();
        assertThat(meeting.routes.addresses).containsOnlyKeys(Meeting.HOME);
    }

    @Test
    void clientThatStillAnswersAtItsOldAddressStaysThereUntilItNominatesAnother() {
        meeting.connect(SrtpProfile.values());
        meeting.pass(2);
        meeting.receive(plain(), OTHER);
        meeting.answerChecksAt(Meeting.HOME, OTHER);
        meeting.pass(2);

        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void mediaStopsWhenTheAddressInUseIsNotHeardFromForHalfAMinute() {
        meeting.connect(SrtpProfile.values());
        for (int second = 0; second < 31; second++) {
            meeting.pass(1);
            meeting.receive(nominating(), STRANGER);
        }

        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
        assertThat(sendMedia()).isFalse();
        assertThat(meeting.dropped(DropReason.SEND_WITHOUT_CONSENT)).isEqualTo(1);
    }

    @Test
    void checksOfOursAreFewHoweverManyAddressesAreForged() {
        meeting.connect(SrtpProfile.values());
        meeting.checks.clear();
        for (int n = 0; n < 1000; n++) {
            meeting.receive(nominating(), Meeting.address(50_000 + n));
        }
        assertThat(meeting.checks).hasSizeLessThanOrEqualTo(PathLimits.DEFAULT.checksPerSecond());
        meeting.pass(10);
        assertThat(meeting.checks).hasSizeLessThanOrEqualTo(11 * PathLimits.DEFAULT.checksPerSecond());
    }

    @Test
    void handshakeThatChangedItsAddressMidwayProvesNeither() {
        boolean[] first = {true};
        meeting.toClient = datagram -> {
            if (first[0]) {
                first[0] = false;
                meeting.receive(nominating(), STRANGER);
                return List.of();
            }
            return List.of(datagram);
        };
        meeting.toNode = datagram -> {
            meeting.check();
            return List.of(datagram);
        };
        meeting.describe(Meeting.CLIENT, DtlsRole.SERVER).check().shakeHands().awaitBoth();
        for (int n = 0; n < 100; n++) {
            sendMedia();
        }

        // HOME had more than a few checks of the client by now, but not a hundred packets' worth.
        assertThat(meeting.dropped(DropReason.SEND_WITHOUT_CONSENT)).isGreaterThan(90);
        meeting.answerChecksAt(Meeting.HOME);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }
}
