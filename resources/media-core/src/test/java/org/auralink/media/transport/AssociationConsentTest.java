package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

/** How the address in use is watched, and when its path is said to be silent. */
class AssociationConsentTest {
    private static final PeerAddress MOVED = Meeting.address(40_002);
    private static final long MS = Meeting.SECOND / 1000;

    private final Meeting meeting = new Meeting();

    /** How long the client's answers take, in milliseconds; negative when it does not answer. */
    private int answersAfter = -1;

    private long checksAnswered;
    private final Queue<Due> underWay = new ArrayDeque<>();

    /** An answer on its way. */
    private record Due(long at, Meeting.Sent check) {}

    private boolean mediaIsSent() {
        byte[] packet = MediaPackets.rtp(meeting.media.size(), 100);
        return meeting.transport.sendRtp(meeting.now, packet, 0, packet.length);
    }

    private PeerAddress whereMediaGoes() {
        assertThat(mediaIsSent()).isTrue();
        return meeting.sentTo.get(meeting.sentTo.size() - 1);
    }

    /** Lets time pass in steps of the loop, while the client answers as late as it does. */
    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 50) {
            meeting.now += 50 * MS;
            meeting.transport.handleTimeout(meeting.now);
            for (Meeting.Sent check : meeting.checks) {
                if (answersAfter >= 0) {
                    underWay.add(new Due(meeting.now + answersAfter * MS, check));
                }
            }
            meeting.checks.clear();
            while (!underWay.isEmpty() && underWay.peek().at() <= meeting.now) {
                checksAnswered++;
                Meeting.Sent check = underWay.remove().check();
                meeting.receive(Checks.answer(check.datagram(), meeting.remote.password()), check.to());
            }
        }
    }

    private void connectAndAnswer(int after) {
        meeting.connect(SrtpProfile.values());
        meeting.checks.clear();
        answersAfter = after;
        pass(10_000);
        assertThat(checksAnswered).isPositive();
        assertThat(meeting.transport.isSilent()).isFalse();
    }

    private void stopAnswering() {
        answersAfter = -1;
        underWay.clear();
    }

    private long millisUntilSilent() {
        long from = meeting.now;
        while (!meeting.transport.isSilent() && meeting.now - from < 30 * Meeting.SECOND) {
            pass(50);
        }
        return (meeting.now - from) / MS;
    }

    @Test
    void pathOfAClientThatAnsweredIsSilentSoonAfterItsAnswersStop() {
        connectAndAnswer(0);
        stopAnswering();

        assertThat(millisUntilSilent()).isBetween(1_000L, 2_200L);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void clientThatNeverAnsweredIsAskedOneRoundAndNotJudged() {
        meeting.connect(SrtpProfile.values());
        int before = meeting.sent.size();
        for (int second = 0; second < 60; second += 5) {
            pass(5_000);
            meeting.check();
            assertThat(meeting.transport.isSilent()).isFalse();
        }

        assertThat(meeting.sent.stream().skip(before).filter(each -> Checks.isRequest(each.datagram())))
                .hasSize(PathLimits.DEFAULT.repeats());
    }

    @Test
    void clientThatAnswersIsAskedOncePerSecondAtMostAndNotWhileItIsHeard() {
        connectAndAnswer(100);
        checksAnswered = 0;
        for (int second = 0; second < 60; second += 5) {
            meeting.check();
            pass(5_000);
        }
        assertThat(checksAnswered).isBetween(45L, 60L);

        checksAnswered = 0;
        for (int n = 0; n < 20; n++) {
            meeting.receive(meeting.seal(MediaPackets.rtp(100 + n, 100)));
            pass(500);
        }
        assertThat(checksAnswered).isLessThanOrEqualTo(1);
    }

    @Test
    void silentPathIsAskedOncePerSecond() {
        connectAndAnswer(0);
        stopAnswering();
        meeting.check();
        millisUntilSilent();
        int before = meeting.sent.size();
        pass(20_000);

        assertThat(meeting.transport.isSilent()).isTrue();
        assertThat(meeting.sent.stream().skip(before).filter(each -> Checks.isRequest(each.datagram())))
                .hasSizeBetween(15, 20);
    }

    @Test
    void answerThatComesLateOrAnythingElseOfTheClientEndsTheSilence() {
        for (int sign = 0; sign < 3; sign++) {
            connectAgain();
            assertThat(meeting.transport.isSilent()).isTrue();
            switch (sign) {
                case 0 -> {
                    Meeting.Sent late = meeting.sent.stream()
                            .filter(each -> Checks.isRequest(each.datagram()))
                            .reduce((a, b) -> b)
                            .orElseThrow();
                    meeting.receive(Checks.answer(late.datagram(), meeting.remote.password()));
                }
                case 1 -> meeting.check();
                default -> meeting.receive(meeting.seal(MediaPackets.rtp(5000, 100)));
            }
            assertThat(meeting.transport.isSilent()).isFalse();
        }
    }

    private void connectAgain() {
        if (meeting.states.isEmpty()) {
            meeting.connect(SrtpProfile.values());
        }
        answersAfter = 0;
        meeting.check();
        pass(5_000);
        stopAnswering();
        millisUntilSilent();
    }

    @Test
    void answerThatIsRepeatedEndsNoSilence() {
        connectAndAnswer(0);
        Meeting.Sent answered = meeting.sent.stream()
                .filter(each -> Checks.isRequest(each.datagram()))
                .reduce((a, b) -> b)
                .orElseThrow();
        stopAnswering();
        millisUntilSilent();
        meeting.receive(Checks.answer(answered.datagram(), meeting.remote.password()));

        assertThat(meeting.transport.isSilent()).isTrue();
        assertThat(meeting.dropped(DropReason.STUN_UNAUTHENTICATED)).isEqualTo(1);
    }

    @Test
    void distantClientIsNotTakenForGone() {
        for (int roundTrip : new int[] {250, 700, 1_300, 2_000}) {
            var of = new AssociationConsentTest();
            of.connectAndAnswer(roundTrip);
            for (int n = 0; n < 60; n++) {
                of.pass(1_000);
                if (n % 5 == 0) {
                    of.meeting.check();
                }
                assertThat(of.meeting.transport.isSilent())
                        .as("%d ms, second %d", roundTrip, n)
                        .isFalse();
            }
        }
    }

    @Test
    void restartEndsTheSilenceAndTheNewAddressIsFollowedWhileTheOldOneGetsMedia() {
        connectAndAnswer(0);
        stopAnswering();
        millisUntilSilent();
        meeting.transport.restartIce(meeting.now);
        assertThat(meeting.transport.isSilent()).isFalse();
        meeting.describe(Meeting.CLIENT);
        pass(200);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);

        meeting.receive(Checks.nominating(meeting.transport.localCredentials(), meeting.remote), MOVED);
        meeting.answerChecksAt(MOVED);
        assertThat(whereMediaGoes()).isEqualTo(MOVED);
        assertThat(meeting.transport.isSilent()).isFalse();
    }

    @Test
    void associationThatIsOverAsksNobodyAndIsNotSilent() {
        connectAndAnswer(0);
        stopAnswering();
        millisUntilSilent();
        meeting.transport.close(meeting.now);
        int before = meeting.sent.size();
        pass(5_000);

        assertThat(meeting.sent).hasSize(before);
        assertThat(meeting.transport.isSilent()).isFalse();
        assertThat(meeting.transport.nextTimeoutNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
