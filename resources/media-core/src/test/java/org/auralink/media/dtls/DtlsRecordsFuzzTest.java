package org.auralink.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** What is looked at in records before the protocol gets them. */
class DtlsRecordsFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyDatagramIsSortedOrRefused(byte[] datagram) {
        byte[] shifted = new byte[datagram.length + 3];
        System.arraycopy(datagram, 0, shifted, 3, datagram.length);
        boolean plausible = DtlsRecords.arePlausible(datagram, 0, datagram.length);
        assertThat(DtlsRecords.arePlausible(shifted, 3, datagram.length)).isEqualTo(plausible);
        if (!plausible) {
            return;
        }
        DtlsRecords.beginHandshake(datagram, 0);
        ClientFlight flight = ClientFlight.expected();
        boolean passed = flight.mayPass(datagram);
        assertThat(passed)
                .isEqualTo(DtlsRecords.holdCertificateVerify(datagram) || !DtlsRecords.holdSealedPart(datagram));
        assertThat(passed || flight.next() == null).isTrue();
        assertThat(ClientFlight.none().mayPass(Arrays.copyOf(datagram, datagram.length)))
                .isTrue();
    }
}
