package org.auralink.webhooks.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * To which addresses requests may go that people of an organization ask for: those of the public internet, and the networks
 * that the operator names. Everything else is somebody's inside: this machine, its neighbours, the metadata of a cloud, and
 * the ways to write such an address as another (IPv4 in IPv6, NAT64, 6to4, Teredo).
 *
 * <p>What is looked at is an address, never how it was written, so there is no spelling that gets past.
 */
public final class AddressRules {
    /** Which networks requests may go to besides the public internet. */
    static final Setting SETTING = Setting.text(
            "auralink.webhooks.allowed.networks",
            "",
            "networks, separated by commas",
            "to which webhooks may go besides the public internet, also by http");

    /** All settings of webhooks, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(SETTING);

    /** Of IPv4, what the IANA special-purpose registry does not call global, and multicast with all above it. */
    private static final List<Network> SPECIAL_IPV4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    /** Of IPv6, all that is assigned as global unicast (RFC 4291, 2.4). */
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    /** Within it: protocol assignments with Teredo, documentation, 6to4, segment routing. */
    private static final List<Network> SPECIAL_IPV6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    /** IPv4 behind a translator (RFC 6052): as good as the IPv4 address in it. */
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private final List<Network> allowed;

    private AddressRules(List<Network> allowed) {
        this.allowed = allowed;
    }

    /** @throws SettingException naming the setting when one of its parts is no network */
    public static AddressRules from(Settings settings) {
        return allowing(settings.text(SETTING));
    }

    /** @param networks in CIDR form (RFC 4632, RFC 4291 2.3), separated by commas; empty for the public internet only */
    public static AddressRules allowing(String networks) {
        return new AddressRules(Arrays.stream(networks.split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .map(Network::parse)
                .toList());
    }

    /** Whether a request may go there. */
    public boolean permit(InetAddress address) {
        return isAllowed(address) || isPublic(address.getAddress());
    }

    /** Whether the operator has named it: only there requests may be sent that everybody on the way can read. */
    public boolean isAllowed(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean named = allowed.stream().anyMatch(network -> network.holds(bytes));
        if (named && NAT64.holds(bytes)) {
            byte[] behind = Arrays.copyOfRange(bytes, 12, 16);
            return isPublic(behind) || allowed.stream().anyMatch(network -> network.holds(behind));
        }
        return named;
    }

    /** Whether anything but the public internet is reached at all. */
    public boolean allowsNetworks() {
        return !allowed.isEmpty();
    }

    private static boolean isPublic(byte[] address) {
        if (address.length == 4) {
            return SPECIAL_IPV4.stream().noneMatch(network -> network.holds(address));
        }
        return GLOBAL_IPV6.holds(address) && SPECIAL_IPV6.stream().noneMatch(network -> network.holds(address));
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::parse).toList();
    }

    private record Network(byte[] first, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            String address = slash < 0 ? text : text.substring(0, slash);
            // What is made of these characters and has a digit is never asked a name server for.
            if (!address.matches("[0-9.]*\\d|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                throw wrong();
            }
            try {
                byte[] first = InetAddress.getByName(address).getAddress();
                String bits = slash < 0 ? "" + first.length * 8 : text.substring(slash + 1);
                if (bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= first.length * 8) {
                    return new Network(first, Integer.parseInt(bits));
                }
            } catch (UnknownHostException e) {
                // Told below.
            }
            throw wrong();
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((address[bit / 8] ^ first[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }

        private static SettingException wrong() {
            return new SettingException("The setting " + SETTING.name() + " must list networks such as 10.20.0.0/16 or"
                    + " fd00:20::/32, separated by commas.");
        }
    }
}
