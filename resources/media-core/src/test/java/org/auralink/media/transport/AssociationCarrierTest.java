package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

/** Which way media takes when a client is reached over UDP and over a way around it. */
class AssociationCarrierTest {
    private static final PeerAddress AROUND = carried();
    private static final PeerAddress OTHER = carried();

    private final Meeting meeting = new Meeting();
    private int sequence = 100;

    private static PeerAddress carried() {
        return new PeerAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000), new Carrier() {
            @Override
            public boolean send(byte[] buf, int from, int size) {
                return true;
            }

            @Override
            public void close() {}
        });
    }

    private void nominate(PeerAddress at) {
        meeting.receive(Checks.nominating(meeting.transport.localCredentials(), meeting.remote), at);
    }

    private PeerAddress whereMediaGoes() {
        byte[] packet = MediaPackets.rtp(sequence++, 1000);
        assertThat(meeting.transport.sendRtp(meeting.now, packet, 0, packet.length))
                .isTrue();
        return meeting.sentTo.get(meeting.sentTo.size() - 1);
    }

    @Test
    void aConnectionIsProvenAtOnceBecauseNobodyForgesItsOtherEnd() {
        meeting.connect(SrtpProfile.values());
        meeting.pass(2);
        nominate(AROUND);

        assertThat(whereMediaGoes()).isEqualTo(AROUND);
    }

    @Test
    void udpIsPreferredWhenAClientNominatesBoth() {
        meeting.connect(SrtpProfile.values());
        for (int n = 0; n < 10; n++) {
            meeting.check();
            nominate(AROUND);
            assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
            meeting.now += Meeting.SECOND / 5;
        }
    }

    @Test
    void udpTakesOverAsSoonAsItIsNominatedAndProven() {
        meeting.connect(SrtpProfile.values());
        meeting.pass(2);
        nominate(AROUND);
        assertThat(whereMediaGoes()).isEqualTo(AROUND);

        meeting.check();
        meeting.answerChecksAt(Meeting.HOME);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void twoAddressesOfOneNameAreTwoWhenTheirWaysDiffer() {
        meeting.connect(SrtpProfile.values());
        meeting.pass(2);
        nominate(AROUND);
        nominate(OTHER);

        assertThat(whereMediaGoes()).isSameAs(OTHER);
    }

    @Test
    void whenTheConnectionEndsMediaGoesOnWhereTheClientWasHeardLast() {
        meeting.connect(SrtpProfile.values());
        meeting.pass(2);
        nominate(AROUND);
        meeting.transport.lost(AROUND);

        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
        assertThat(meeting.routes.addresses).containsOnlyKeys(Meeting.HOME);
        nominate(OTHER);
        meeting.pass(2);
        nominate(OTHER);
        assertThat(whereMediaGoes()).isSameAs(OTHER);
    }

    @Test
    void aClientWithoutAnyWayIsWaitedFor() {
        meeting.connect(SrtpProfile.values());
        meeting.transport.lost(Meeting.HOME);
        byte[] packet = MediaPackets.rtp(1, 100);
        assertThat(meeting.transport.sendRtp(meeting.now, packet, 0, packet.length))
                .isFalse();
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);

        nominate(AROUND);
        assertThat(whereMediaGoes()).isSameAs(AROUND);
    }
}
