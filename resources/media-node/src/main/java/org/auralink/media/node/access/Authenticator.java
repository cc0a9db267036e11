package org.auralink.media.node.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.config.Loopback;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.token.Claims;
import org.auralink.media.node.token.TokenException;
import org.auralink.media.node.token.TokenVerifier;

/**
 * Checks the token of a request at every door. The published secrets of development are worth nothing to anybody but
 * programs of this machine: a request that came from a page or through a proxy shows it by its headers.
 */
public final class Authenticator {
    private static final int UNAUTHORIZED = 401;

    /** What proxies add; any of them means that somebody else may be at the other end. */
    private static final Set<String> OF_PROXIES = Set.of("forwarded", "via", "x-real-ip");

    private static final String OF_PROXIES_PREFIX = "x-forwarded-";
    private static final String ON_THIS_MACHINE = "a key of development is for programs of this machine only, and ";

    private final TokenVerifier tokens;
    private final ApiKeys keys;
    private final ClientAddresses addresses;
    private final BudgetTable<ClientAddress> failures;
    private final LongSupplier nanos;

    /**
     * @param tokens checks signatures and lifetimes
     * @param keys tells which of them are development's
     * @param addresses tells who asks
     * @param limits how many refused tokens an address may show
     * @param nanos a clock, {@link System#nanoTime} in a running node
     */
    public Authenticator(
            TokenVerifier tokens, ApiKeys keys, ClientAddresses addresses, AccessLimits limits, LongSupplier nanos) {
        this.tokens = tokens;
        this.keys = keys;
        this.addresses = addresses;
        this.failures = new BudgetTable<>(limits.failuresOfAddress(), limits.buckets());
        this.nanos = nanos;
    }

    /**
     * The claims of the request's token.
     *
     * @throws Refused with 401 and what is wrong with the token; with 429 from an address that shows bad ones too often
     */
    public Claims authenticate(Exchange exchange, Door door) throws Refused {
        try {
            return check(exchange, door);
        } catch (Refused e) {
            long wait = failures.take(addresses.of(exchange), nanos.getAsLong());
            if (wait > 0) {
                throw Refused.tooMany("too many refused tokens from this address", wait);
            }
            throw e;
        }
    }

    /** As {@link #authenticate}, for a look at a request that is not answered yet: it costs no budget. */
    public Claims check(Exchange exchange, Door door) throws Refused {
        Claims claims;
        try {
            String token = exchange.token();
            if (token == null) {
                throw new Refused(UNAUTHORIZED, door.withoutToken());
            }
            claims = tokens.verify(token);
        } catch (TokenException e) {
            throw new Refused(UNAUTHORIZED, String.valueOf(e.getMessage()));
        }
        if (keys.isForDevelopment(claims.apiKey())) {
            requireThisMachine(exchange, door);
        }
        return claims;
    }

    private static void requireThisMachine(Exchange exchange, Door door) throws Refused {
        for (String name : exchange.headerNames()) {
            String header = name.toLowerCase(Locale.ROOT);
            if (OF_PROXIES.contains(header) || header.startsWith(OF_PROXIES_PREFIX)) {
                throw new Refused(UNAUTHORIZED, ON_THIS_MACHINE + "this request came through a proxy (" + header + ")");
            }
        }
        String host = exchange.header("Host");
        if (host != null && !Loopback.isHost(host(host.contains("://") ? host : "http://" + host))) {
            throw new Refused(UNAUTHORIZED, ON_THIS_MACHINE + "this request was sent to another host (host)");
        }
        String origin = exchange.header("Origin");
        // Pages of this machine join calls; none of them has to administer rooms.
        if (origin != null && !(door == Door.SIGNALLING && Loopback.isHost(host(origin)))) {
            throw new Refused(UNAUTHORIZED, ON_THIS_MACHINE + "this request came from a page (origin)");
        }
    }

    private static String host(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : host;
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
