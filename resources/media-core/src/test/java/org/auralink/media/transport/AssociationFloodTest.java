package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntFunction;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

/** What floods an association is shed, and what is genuine comes through. All counts, no times. */
class AssociationFloodTest {
    private static final int SECONDS = 6;
    private static final int JUNK_PER_SECOND = 8000;
    /** Of genuine packets: a microphone. */
    private static final int EVERY = JUNK_PER_SECOND / 50;

    private final Random random = new Random(3);
    private final Meeting meeting = new Meeting();
    private int sequence = 1;

    private void flood(int perSecond, int seconds, IntFunction<byte[]> datagram) {
        for (int n = 0; n < seconds * perSecond; n++) {
            meeting.now += Meeting.SECOND / perSecond;
            if (n % 20_000 == 0) {
                meeting.check();
            }
            byte[] next = datagram.apply(n);
            if (next != null) {
                meeting.receive(next);
            }
        }
    }

    private byte[] genuine() {
        return meeting.seal(MediaPackets.rtp(sequence++, 100));
    }

    private byte[] junk() {
        byte[] junk = new byte[100 + random.nextInt(1000)];
        random.nextBytes(junk);
        junk[0] = (byte) 0x80;
        junk[1] = (byte) (random.nextBoolean() ? 111 : 201);
        return junk;
    }

    private void assertShed(long offered, long looked) {
        assertThat(looked).isPositive();
        assertThat(meeting.dropped(DropReason.SHED)).isEqualTo(offered - looked);
    }

    @Test
    void junkFromAClientsAddressIsShedAndItsMediaComesThroughWhole() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            var flooded = new AssociationFloodTest();
            flooded.meeting.connect(profile);
            flooded.meeting.receive(flooded.genuine());
            flooded.flood(JUNK_PER_SECOND, SECONDS, n -> n % EVERY == 0 ? flooded.genuine() : flooded.junk());

            long offered = (long) JUNK_PER_SECOND * SECONDS - 50 * SECONDS;
            assertThat(flooded.meeting.rtp).hasSize(50 * SECONDS + 1);
            assertThat(flooded.meeting.dropped(DropReason.MEDIA_UNAUTHENTICATED))
                    .isLessThan(500 * SECONDS + 60);
            flooded.assertShed(offered, flooded.meeting.dropped(DropReason.MEDIA_UNAUTHENTICATED));
        }
    }

    @Test
    void newStreamBeginsUnderAFlood() {
        meeting.connect(SrtpProfile.values());
        flood(JUNK_PER_SECOND, 2, n -> n % EVERY == 0 ? genuine() : junk());

        assertThat(meeting.rtp).hasSizeGreaterThan(30);
    }

    /** Whoever sees the client's packets can forge what looks like the next ones, but not stop the genuine ones. */
    @Test
    void forgeriesOfAStreamsNextPacketsDegradeItAndDoNotStopIt() {
        meeting.connect(SrtpProfile.values());
        meeting.receive(genuine());
        flood(JUNK_PER_SECOND, SECONDS, n -> {
            if (n % EVERY == 0) {
                return genuine();
            }
            byte[] forged = MediaPackets.rtp(sequence + random.nextInt(8), 100 + random.nextInt(1000));
            return forged;
        });

        assertThat(meeting.rtp).hasSizeGreaterThan(50 * SECONDS / 2);
        assertThat(meeting.dropped(DropReason.SHED)).isPositive();
        assertThat(meeting.dropped(DropReason.MEDIA_UNAUTHENTICATED)).isLessThan(5000 * SECONDS + 600);
    }

    @Test
    void genuineMediaIsBoundedByFourTimesWhatTheTracksAreExpectedToBring() {
        assertGenuine(new MediaRate(250, 1_000_000), 1_000);
        assertGenuine(new MediaRate(600, 1_000_000), 2_400);
    }

    @Test
    void whoAnnouncedNothingMaySendNextToNothing() {
        assertGenuine(MediaRate.NONE, TrafficLimits.DEFAULT.leastMedia().packets());
    }

    @Test
    void whoAnnouncesALotGetsNoMoreThanTheMost() {
        assertGenuine(
                new MediaRate(1_000_000, 1_000_000_000),
                TrafficLimits.DEFAULT.mostMedia().packets());
    }

    private static void assertGenuine(MediaRate expected, int bound) {
        var flooded = new AssociationFloodTest();
        flooded.meeting.connect(SrtpProfile.values());
        flooded.meeting.transport.expect(flooded.meeting.now, expected);
        flooded.flood(20_000, 2, n -> flooded.genuine());

        assertThat(flooded.meeting.rtp).hasSizeBetween(2 * bound, 3 * bound + 1);
        flooded.assertShed(40_000, flooded.meeting.rtp.size());
    }

    @Test
    void bytesAreBoundedAsPacketsAre() {
        meeting.connect(SrtpProfile.values());
        meeting.transport.expect(meeting.now, new MediaRate(1_000, 200_000));
        flood(4_000, 2, n -> meeting.seal(MediaPackets.rtp(sequence++, 1_000)));

        assertThat(meeting.rtp.size()).isBetween(2 * 700, 3 * 800);
    }

    /** As somebody does who announces a screen in mid-call, and gives it back. */
    @Test
    void theBoundFollowsWhatIsAnnounced() {
        meeting.connect(SrtpProfile.values());
        meeting.transport.expect(meeting.now, new MediaRate(200, 1_000_000));
        flood(20_000, 2, n -> genuine());
        meeting.rtp.clear();
        meeting.transport.expect(meeting.now, new MediaRate(800, 1_000_000));
        flood(3_000, 2, n -> genuine());
        assertThat(meeting.rtp).as("after a track more").hasSize(6_000);

        meeting.transport.expect(meeting.now, new MediaRate(200, 1_000_000));
        meeting.rtp.clear();
        flood(3_000, 2, n -> genuine());
        assertThat(meeting.rtp).as("after a track less").hasSizeBetween(1_500, 2_500);
    }

    @Test
    void genuineFeedbackIsBoundedToo() {
        meeting.connect(SrtpProfile.values());
        byte[] report = MediaPackets.receiverReport();
        flood(10_000, 2, n -> meeting.sealRtcp(report));

        int bound = TrafficLimits.DEFAULT.controlPackets().perSecond();
        assertThat(meeting.rtcp).hasSizeBetween(2 * bound, 3 * bound + 1);
    }

    @Test
    void checksAreBoundedGoodAndBad() {
        meeting.connect(SrtpProfile.values());
        IceCredentials local = meeting.transport.localCredentials();
        byte[] good = Checks.nominating(local, meeting.remote);
        byte[] bad = Checks.nominating(
                new IceCredentials(local.ufrag(), IceCredentials.random().password()), meeting.remote);
        int before = meeting.answers.size();
        flood(JUNK_PER_SECOND, 2, n -> good);
        assertThat(meeting.answers.size() - before).isBetween(200, 310);

        meeting.pass(2);
        flood(JUNK_PER_SECOND, 2, n -> bad);
        assertThat(meeting.dropped(DropReason.STUN_UNAUTHENTICATED)).isBetween(1000L, 4300L);
        meeting.pass(1);
        meeting.check();
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
    }

    @Test
    void handshakeRecordsAreBounded() {
        meeting.connect(SrtpProfile.values());
        byte[] record = new byte[13 + 1000];
        record[0] = 22;
        record[1] = (byte) 0xfe;
        record[2] = (byte) 0xfd;
        record[4] = 1;
        record[11] = (byte) (1000 >>> 8);
        record[12] = (byte) 1000;
        flood(JUNK_PER_SECOND, 2, n -> record);

        assertThat(meeting.dropped(DropReason.SHED)).isGreaterThan(2 * JUNK_PER_SECOND - 70);
        assertThat(meeting.dropped(DropReason.DTLS_UNUSED)).isBetween(20L, 70L);
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
        meeting.receive(genuine());
        assertThat(meeting.rtp).hasSize(1);
    }

    @Test
    void dataRecordsAreBoundedToo() {
        meeting.connect(SrtpProfile.values());
        byte[] record = new byte[13 + 100];
        record[0] = 23;
        record[1] = (byte) 0xfe;
        record[2] = (byte) 0xfd;
        record[4] = 1;
        record[12] = 100;
        flood(60_000, 2, n -> record);

        assertThat(meeting.dropped(DropReason.SHED)).isGreaterThan(60_000);
        assertThat(meeting.data).isEmpty();
        meeting.receive(genuine());
        assertThat(meeting.rtp).hasSize(1);
    }
}
