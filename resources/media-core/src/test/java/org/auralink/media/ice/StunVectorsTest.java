package org.auralink.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5769, and messages near them. */
class StunVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
    private static final StunIntegrity KEY = new StunIntegrity(PASSWORD);
    private static final byte[] REQUEST = HEX.parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
            + "802200105354554e207465737420636c69656e74"
            + "002400046e0001ff"
            + "80290008932ff9b151263b36"
            + "000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
            + "80280004e57a3bcf");

    /** What comes after the integrity attribute is not protected by it, and not needed. */
    private static final int PROTECTED = REQUEST.length - 8;

    private static StunRequest request() {
        StunRequest request = StunRequest.parse(REQUEST, 0, REQUEST.length);
        assertThat(request).isNotNull();
        return request;
    }

    @Test
    void requestOfTheStandardIsRead() {
        assertThat(request().receiverUfrag()).isEqualTo("evtj");
        assertThat(request().senderUfrag()).isEqualTo("h6vY");
        assertThat(request().claimsControlledRole()).isTrue();
        assertThat(request().useCandidate()).isFalse();
        assertThat(request().unknownAttributes()).isEmpty();
        assertThat(request().isFrom(KEY)).isTrue();
        assertThat(request().isFrom(new StunIntegrity(PASSWORD + "x"))).isFalse();
    }

    @Test
    void requestIsReadAnywhereInAnArray() {
        byte[] shifted = new byte[REQUEST.length + 30];
        new Random(1).nextBytes(shifted);
        System.arraycopy(REQUEST, 0, shifted, 11, REQUEST.length);
        StunRequest request = StunRequest.parse(shifted, 11, REQUEST.length);

        assertThat(request).isNotNull();
        assertThat(request.isFrom(KEY)).isTrue();
    }

    @Test
    void mappedAddressesAreThoseOfTheStandard() throws UnknownHostException {
        var ipv4 = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853);
        var ipv6 = new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32853);

        assertThat(HEX.formatHex(StunResponse.success(request(), ipv4, KEY)))
                .startsWith("0101")
                .contains("2112a442b7e7a701bc34d686fa87dfae")
                .contains("002000080001a147e112a643");
        assertThat(HEX.formatHex(StunResponse.success(request(), ipv6, KEY)))
                .contains("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void answersAreProtectedAsRequestsAre() throws UnknownHostException {
        var source = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853);
        byte[] answer = StunResponse.success(request(), source, KEY);
        int fingerprint = answer.length - 8;
        int integrity = fingerprint - 24;

        assertThat(StunRequest.isStun(answer, 0, answer.length)).isTrue();
        assertThat(HEX.formatHex(answer, integrity + 4, fingerprint))
                .isEqualTo(HEX.formatHex(KEY.of(answer, 0, integrity)));
        assertThat(HEX.formatHex(answer, fingerprint, answer.length))
                .isEqualTo("80280004%08x".formatted(StunIntegrity.fingerprint(answer, 0, fingerprint)));
    }

    @Test
    void anyFlippedBitThatIsProtectedIsNoticed() {
        for (int bit = 0; bit < 8 * PROTECTED; bit++) {
            byte[] forged = REQUEST.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            StunRequest request = StunRequest.parse(forged, 0, forged.length);
            assertThat(request == null || !request.isFrom(KEY))
                    .as("bit %d", bit)
                    .isTrue();
        }
    }

    @Test
    void requestWithoutFingerprintIsAcceptedAndWithoutIntegrityIsNot() {
        byte[] shorter = HEX.parseHex(HEX.formatHex(REQUEST, 0, REQUEST.length - 8));
        shorter[3] -= 8;
        StunRequest request = StunRequest.parse(shorter, 0, shorter.length);
        assertThat(request).isNotNull();
        assertThat(request.isFrom(KEY)).isTrue();

        byte[] bare = HEX.parseHex(HEX.formatHex(REQUEST, 0, REQUEST.length - 32));
        bare[3] -= 32;
        StunRequest unprotected = StunRequest.parse(bare, 0, bare.length);
        assertThat(unprotected).isNotNull();
        assertThat(unprotected.isFrom(KEY)).isFalse();
    }

    @Test
    void mutatedRequestsAreNeverTakenForGenuine() {
        var random = new Random(5769);
        for (int round = 0; round < 50_000; round++) {
            byte[] mutated = new byte[random.nextInt(REQUEST.length + 40)];
            System.arraycopy(REQUEST, 0, mutated, 0, Math.min(REQUEST.length, mutated.length));
            for (int change = 1 + random.nextInt(4); change > 0 && mutated.length > 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            if (mutated.length >= 20) {
                mutated[2] = (byte) (mutated.length - 20 >> 8);
                mutated[3] = (byte) (mutated.length - 20);
            }
            StunRequest request = StunRequest.parse(mutated, 0, mutated.length);
            if (request != null && request.isFrom(KEY)) {
                mutated[3] = REQUEST[3];
                assertThat(Arrays.copyOf(mutated, PROTECTED)).isEqualTo(Arrays.copyOf(REQUEST, PROTECTED));
            }
        }
    }
}
