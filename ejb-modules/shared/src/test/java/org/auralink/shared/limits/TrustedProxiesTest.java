package org.auralink.shared.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.auralink.shared.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies NOBODY = TrustedProxies.of("");
    private static final TrustedProxies OURS = TrustedProxies.of("127.0.0.1, 10.0.0.0/8, fd00::/8, ::1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer | X-Forwarded-For | client
                "127.0.0.1 | 203.0.113.9 | 203.0.113.9",
                "127.0.0.1 | 198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "127.0.0.1 | 203.0.113.9, 10.1.2.3 | 203.0.113.9",
                "127.0.0.1 | 10.1.2.3 | 10.1.2.3",
                "127.0.0.1 | 203.0.113.9:4711 | 203.0.113.9",
                "127.0.0.1 | [2001:db8::7]:4711 | 2001:db8::7",
                "127.0.0.1 | 2001:db8::7 | 2001:db8::7",
                "::1 | 203.0.113.9 | 203.0.113.9",
                "::ffff:127.0.0.1 | ::ffff:203.0.113.9 | 203.0.113.9",
                "fd12::1 | 203.0.113.9 | 203.0.113.9",
                "127.0.0.1 | unknown | 127.0.0.1",
                "127.0.0.1 | 203.0.113.9, unknown | 127.0.0.1",
                "127.0.0.1 | 203.0.113.9, | 127.0.0.1",
                "127.0.0.1 | 999.1.1.1 | 127.0.0.1",
                "127.0.0.1 | localhost | 127.0.0.1",
                "192.0.2.1 | 203.0.113.9 | 192.0.2.1",
                "11.0.0.1 | 203.0.113.9 | 11.0.0.1"
            })
    void theClientIsTheLastHopThatIsNoProxyOfOurs(String peer, String forwarded, String client) {
        assertThat(OURS.client(peer, List.of(forwarded))).isEqualTo(address(client));
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(OURS.client("127.0.0.1", List.of("198.51.100.1", "203.0.113.9", "10.9.9.9")))
                .isEqualTo(address("203.0.113.9"));
    }

    @Test
    void whatAStrangerWritesChangesNothing() {
        for (String forged : List.of("203.0.113.9", "127.0.0.1", "10.0.0.1, 203.0.113.9", "", ",,,", "::1")) {
            assertThat(NOBODY.client("192.0.2.1", List.of(forged))).isEqualTo(address("192.0.2.1"));
            assertThat(OURS.client("192.0.2.1", List.of(forged))).isEqualTo(address("192.0.2.1"));
        }
        assertThat(OURS.client("127.0.0.1", List.of(String.join(",", Collections.nCopies(100_000, "10.0.0.1")))))
                .isEqualTo(address("10.0.0.1"));
    }

    @Test
    void anIpv6ClientIsItsNetwork() {
        assertThat(address("2001:db8:1:2::1")).isEqualTo(address("2001:db8:1:2:ffff::9"));
        assertThat(address("2001:db8:1:2::1")).isNotEqualTo(address("2001:db8:1:3::1"));
        assertThat(address("192.0.2.1")).isNotEqualTo(address("192.0.2.2"));
        assertThat(address("fe80::1%eth0")).isEqualTo(address("fe80::1"));
        assertThat(address("192.0.2.1").toString()).doesNotContain("192");
    }

    @Test
    void networksContainWhatTheirFirstBitsSay() throws UnknownHostException {
        Random random = new Random(11);
        byte[] bytes = new byte[16];
        for (int round = 0; round < 2_000; round++) {
            random.nextBytes(bytes);
            int bits = random.nextInt(129);
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            int flipped = random.nextInt(128);
            bytes[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
            ClientAddress other = address(InetAddress.getByAddress(bytes).getHostAddress());
            assertThat(other.isIn(address(text), bits))
                    .as(HexFormat.of().formatHex(bytes) + " in " + text + "/" + bits)
                    .isEqualTo(flipped >= bits);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8;"})
    void aWrongNetworkIsNamedByItsSetting(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(text))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.trusted.proxies");
    }

    private static ClientAddress address(String text) {
        return ClientAddress.parse(text).orElseThrow();
    }
}
