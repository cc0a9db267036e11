package org.auralink.media.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.auralink.media.node.config.MediaAddresses.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaAddressesTest {
    private static final String KEYS = "keys: {key: a-secret-of-more-than-thirty-two-characters}\n";

    private static MediaAddresses read(String rtc) {
        return NodeConfig.parse("rtc: {" + rtc + "}\n" + KEYS, null).rtc().addresses();
    }

    private static List<String> advertised(String rtc) {
        return read(rtc).places().stream()
                .map(place -> place.advertised().getHostAddress())
                .toList();
    }

    @Test
    void withoutAWordThereIsOneIpv4Address() {
        MediaAddresses addresses = read("");
        assertThat(addresses.places()).hasSize(1);
        assertThat(addresses.places().get(0).advertised()).isInstanceOf(Inet4Address.class);
        assertThat(addresses.askOutside()).isFalse();
    }

    @Test
    void addressesThatAreWrittenAreAdvertisedInTheirOrder() {
        assertThat(advertised("node_ip: [127.0.0.2, 127.0.0.1]")).containsExactly("127.0.0.2", "127.0.0.1");
        assertThat(advertised("node_ip: 127.0.0.1")).containsExactly("127.0.0.1");
    }

    @Test
    void anAddressOfANatIsListenedForEverywhere() {
        Place place = read("node_ip: 203.0.113.7").places().get(0);
        assertThat(place.bind().isAnyLocalAddress()).isTrue();
        assertThat(place.advertised().getHostAddress()).isEqualTo("203.0.113.7");
    }

    @Test
    void interfacesAndRangesSayWhichOfTheHostsAddressesAreUsed() throws Exception {
        InetAddress first = read("").places().get(0).advertised();
        if (first.isLoopbackAddress()) {
            return;
        }
        String address = first.getHostAddress();
        String card = NetworkInterface.getByInetAddress(first).getName();
        assertThat(advertised("ips: {includes: [" + address + "]}")).containsExactly(address);
        assertThat(advertised("interfaces: {includes: [" + card + "]}")).contains(address);
        assertThat(advertised("interfaces: {includes: [" + card + "]}, ips: {includes: [0.0.0.0/0]}"))
                .contains(address)
                .allMatch(each -> !each.contains(":"));
        assertThatThrownBy(() -> read("interfaces: {excludes: [" + card + "]}, ips: {includes: [" + address + "]}"))
                .hasMessageStartingWith("rtc.ips: expected ips and interfaces to leave an address");
        assertThatThrownBy(() -> read("ips: {excludes: [0.0.0.0/0, '::/0']}"))
                .hasMessageStartingWith("rtc.ips: expected");
    }

    @Test
    void addressesOfInterfacesAreWrittenAsOthersCanReadThem() {
        assertThat(advertised("ips: {includes: [0.0.0.0/0, '::/0']}")).noneMatch(address -> address.contains("%"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "node_ip: [127.0.0.1, here]|rtc.node_ip[1]: expected an IP address",
                "node_ip: [127.0.0.1, 0.0.0.0]|rtc.node_ip[1]: expected the address of one host",
                "node_ip: [127.0.0.1, 127.0.0.1]|rtc.node_ip: expected each address once",
                "node_ip: [127.0.0.1, 203.0.113.7]|rtc.node_ip: expected one IPv4 address only",
                "node_ip: [203.0.113.7, 203.0.113.8]|rtc.node_ip: expected one IPv4 address only",
                "node_ip: '2001:db8::1'|rtc.node_ip: expected an IPv6 address of this host",
                "node_ip: []|rtc.node_ip: expected text, or a list of texts",
                "node_ip: 127.0.0.1, ips: {includes: [10.0.0.0/8]}|rtc.node_ip: expected either this, or interfaces",
                "node_ip: 127.0.0.1, use_external_ip: true, stun_servers: ['s:1']|rtc.node_ip: expected either this",
                "use_external_ip: true|rtc.stun_servers: expected at least one host:port",
                "stun_servers: [stun.example]|rtc.stun_servers[0]: expected host:port",
                "stun_servers: ['a:1', 'b:70000']|rtc.stun_servers[1]: expected host:port",
                "ips: {includes: [here]}|rtc.ips.includes[0]: expected a range",
                "ips: {include: []}|rtc.ips.include: unknown key",
            })
    void whatCannotBeIsNamed(String rtc, String message) {
        assertThatThrownBy(() -> read(rtc)).hasMessageStartingWith(message);
    }

    @Test
    void stunServersMayBeAskedForTheExternalAddress() {
        MediaAddresses addresses =
                read("use_external_ip: true, stun_servers: ['stun.example:3478', '[2001:db8::1]:19302']");
        assertThat(addresses.askOutside()).isTrue();
        assertThat(addresses.stunServers())
                .extracting(server -> server.getHostString() + " " + server.getPort())
                .containsExactly("stun.example 3478", "2001:db8::1 19302");
        assertThat(addresses.stunServers()).allMatch(server -> server.isUnresolved());
    }
}
