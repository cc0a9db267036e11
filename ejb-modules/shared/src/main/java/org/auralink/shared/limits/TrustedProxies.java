package org.auralink.shared.limits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * Finds the client behind the proxies that the operator has named in {@code auralink.trusted.proxies}. Whoever is not
 * among them is the client, whatever the headers say: those are the sender's own words.
 */
public final class TrustedProxies {
    /** Hops that are looked at; no request passes more of the operator's own proxies. */
    private static final int MOST_HOPS = 32;

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** @throws SettingException naming the setting when one of its parts is no network */
    public static TrustedProxies from(Settings settings) {
        return of(settings.text(SharedSettings.TRUSTED_PROXIES));
    }

    /** @param list addresses and networks in CIDR form (RFC 4632, RFC 4291 2.3), separated by commas; empty for none */
    public static TrustedProxies of(String list) {
        return new TrustedProxies(Arrays.stream(list.split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .map(Network::parse)
                .toList());
    }

    /**
     * @param peer the other end of the connection
     * @param forwardedFor all {@code X-Forwarded-For} headers in their order
     * @return the last hop, seen from here, that is no trusted proxy
     */
    public ClientAddress client(String peer, List<String> forwardedFor) {
        ClientAddress client = ClientAddress.parse(peer).orElse(ClientAddress.NONE);
        int looked = 0;
        for (String hop : hopsFromHere(forwardedFor)) {
            Optional<ClientAddress> address = address(hop);
            if (!isTrusted(client) || address.isEmpty() || ++looked > MOST_HOPS) {
                break;
            }
            client = address.get();
        }
        return client;
    }

    /** Whether it is one of the operator's own. Behind it may be anybody. */
    public boolean isTrusted(ClientAddress address) {
        return networks.stream().anyMatch(network -> address.isIn(network.first(), network.bits()));
    }

    private static List<String> hopsFromHere(List<String> headers) {
        List<String> hops = new ArrayList<>();
        headers.forEach(header -> hops.addAll(Arrays.asList(header.split(",", -1))));
        Collections.reverse(hops);
        return hops;
    }

    /** Some proxies add the port, with IPv6 in brackets. */
    private static Optional<ClientAddress> address(String hop) {
        String text = hop.trim();
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            return ClientAddress.parse(text.substring(1, bracket));
        }
        int colon = text.indexOf(':');
        boolean withPort = colon > 0 && colon == text.lastIndexOf(':') && text.indexOf('.') > 0;
        return ClientAddress.parse(withPort ? text.substring(0, colon) : text);
    }

    private record Network(ClientAddress first, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            ClientAddress first = ClientAddress.parse(slash < 0 ? text : text.substring(0, slash))
                    .orElseThrow(Network::wrong);
            String bits = slash < 0 ? "" + first.bits() : text.substring(slash + 1);
            if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > first.bits()) {
                throw wrong();
            }
            return new Network(first, Integer.parseInt(bits));
        }

        private static SettingException wrong() {
            return new SettingException("The setting " + SharedSettings.TRUSTED_PROXIES.name()
                    + " must list addresses or networks of your proxies such as"
                    + " 127.0.0.1, 10.0.0.0/8 or fd00::/8, separated by commas.");
        }
    }
}
