package org.auralink.media.node.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.auralink.media.node.config.NodeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {
    private final ClientAddresses addresses =
            new ClientAddresses(NodeConfig.parse("""
            keys: {k: 0123456789abcdef0123456789abcdef}
            node: {trusted_proxies: [127.0.0.1, 10.0.0.0/8, "fd00::/8"]}
            """, null).node().trustedProxies());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Nobody trusted says anything else.
                "203.0.113.9|198.51.100.1|203.0.113.9",
                "127.0.0.1||127.0.0.1",
                // The proxy tells whom it serves; what the client wrote itself stands further left.
                "127.0.0.1|198.51.100.1|198.51.100.1",
                "127.0.0.1|1.2.3.4, 198.51.100.1|198.51.100.1",
                "127.0.0.1|1.2.3.4, 198.51.100.1, 10.1.1.1|198.51.100.1",
                "fd00::1|2001:db8::7|2001:db8::7",
                "127.0.0.1|[2001:db8::7]:4711|2001:db8::7",
                "127.0.0.1|198.51.100.1:4711|198.51.100.1",
                // All hops are ours: the left-most is the client, somebody inside.
                "127.0.0.1|10.0.0.2, 10.0.0.3|10.0.0.2",
                // What is no address is nobody's.
                "127.0.0.1|198.51.100.1, unknown|127.0.0.1",
                "127.0.0.1|198.51.100.1, 10.0.0.3, evil.example|127.0.0.1",
                "127.0.0.1|198.51.100.1, unknown, 10.0.0.3|10.0.0.3",
                "127.0.0.1|999.1.1.1|127.0.0.1",
                "127.0.0.1|,|127.0.0.1",
            })
    void theRightMostHopThatIsNoProxyOfOursIsTheClient(String peer, String header, String client) throws Exception {
        assertThat(addresses.client(InetAddress.getByName(peer), header == null ? List.of() : List.of(header)))
                .isEqualTo(InetAddress.getByName(client));
    }

    @Test
    void whatIsTooLongToBeAnAddressIsNotLookedThrough() throws Exception {
        assertThat(addresses.client(InetAddress.getByName("127.0.0.1"), List.of(":".repeat(60_000) + "x")))
                .isEqualTo(InetAddress.getByName("127.0.0.1"));
    }

    @Test
    void headersThatWereSentApartAreOneList() throws Exception {
        assertThat(addresses.client(InetAddress.getByName("127.0.0.1"), List.of("1.2.3.4", "198.51.100.1", "10.0.0.9")))
                .isEqualTo(InetAddress.getByName("198.51.100.1"));
    }

    @Test
    void addressesOfOneCustomerAreOne() throws Exception {
        assertThat(ClientAddress.of(InetAddress.getByName("2001:db8:0:7::1")))
                .isEqualTo(ClientAddress.of(InetAddress.getByName("2001:db8:0:7:ffff::2")))
                .isNotEqualTo(ClientAddress.of(InetAddress.getByName("2001:db8:0:8::1")));
        assertThat(ClientAddress.of(InetAddress.getByName("::ffff:198.51.100.1")))
                .isEqualTo(ClientAddress.of(InetAddress.getByName("198.51.100.1")));
    }
}
