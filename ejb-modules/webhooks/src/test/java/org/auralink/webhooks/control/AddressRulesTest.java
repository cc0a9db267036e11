package org.auralink.webhooks.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.auralink.shared.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To which addresses requests may go, however they are written. */
class AddressRulesTest {
    private final AddressRules rules = AddressRules.allowing("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                // This machine.
                "127.0.0.1",
                "127.255.255.254",
                "2130706433",
                "127.1",
                "0.0.0.0",
                "0.1.2.3",
                "localhost",
                "::1",
                "::",
                "0:0:0:0:0:0:0:1",
                // IPv4 in IPv6.
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "::ffff:0:10.0.0.1",
                "::10.0.0.1",
                // Neighbours.
                "10.0.0.1",
                "10.255.255.255",
                "167772161",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.168.257",
                "100.64.0.1",
                "100.127.255.255",
                "fc00::1",
                "fdff::1",
                "fec0::1",
                // Links, and the metadata of clouds.
                "169.254.0.1",
                "169.254.169.254",
                "2852039166",
                "169.254.170.2",
                "100.100.100.200",
                "192.0.0.192",
                "fe80::1",
                "febf::1",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                // Behind translators and tunnels.
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                // Many, all, nobody.
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "240.0.0.1",
                "ff02::1",
                "ff0e::1",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "198.18.0.1",
                "198.19.255.255",
                "192.88.99.1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1",
                "100::1"
            })
    void whatIsNotThePublicInternetIsRefused(String address) throws UnknownHostException {
        assertThat(rules.permit(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "93.184.216.34",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "11.0.0.1",
                "169.253.1.1",
                "223.255.255.254",
                "2606:4700::1111",
                "2a00:1450:4001::200e",
                "2001:4860:4860::8888"
            })
    void thePublicInternetIsPermitted(String address) throws UnknownHostException {
        assertThat(rules.permit(InetAddress.getByName(address))).isTrue();
        assertThat(rules.isAllowed(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void theOperatorsNetworksArePermittedAndNothingBesideThem() throws UnknownHostException {
        AddressRules some = AddressRules.allowing("10.20.0.0/16, fd00:20::/32,127.0.0.1");
        for (String address : new String[] {"10.20.255.1", "fd00:20::9", "127.0.0.1", "::ffff:10.20.0.1"}) {
            assertThat(some.isAllowed(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
        for (String address : new String[] {"10.21.0.1", "fd00:21::9", "127.0.0.2", "::1"}) {
            assertThat(some.permit(InetAddress.getByName(address))).as(address).isFalse();
        }
    }

    @Test
    void anAllowedTranslatorLeadsNowhereThatItsAddressDoesNot() throws UnknownHostException {
        AddressRules translated = AddressRules.allowing("64:ff9b::/96");
        assertThat(translated.permit(InetAddress.getByName("64:ff9b::8.8.8.8"))).isTrue();
        assertThat(translated.permit(InetAddress.getByName("64:ff9b::10.0.0.1")))
                .isFalse();
        assertThat(translated.permit(InetAddress.getByName("64:ff9b::169.254.169.254")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "all", "10.0.0.0 / 8", "fd00::/129"})
    void whatIsNoNetworkStopsTheDeploymentWithTheNameOfTheSetting(String list) {
        assertThatThrownBy(() -> AddressRules.allowing(list))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.webhooks.allowed.networks");
    }
}
