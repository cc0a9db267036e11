package org.auralink.media.node.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the node is known to others.
 *
 * @param id {@code node.id}; empty (the default) means a new {@code ND_} id at each start
 * @param publicUrl {@code node.public_url}: the ws: or wss: address that clients use; empty (the default) means
 *     {@code ws://<first bind address>:<port>}
 * @param controlUrl {@code node.control_url}: the http: or https: address that the control plane uses; empty (the
 *     default) means {@code http://<first bind address>:<port>}
 * @param eventLoops {@code node.event_loops}: media threads, each with a UDP port of its own; default one per processor
 * @param capacityParticipants {@code node.capacity_participants}: connected participants above which the control plane
 *     is to place no further call here; default 0, which means that there is no such number
 * @param qualityInterval {@code node.quality_interval}: how often the event stream tells how each participant's media is;
 *     default 10 s, at least one second and at most ten minutes, 0 for never
 * @param rehearsal {@code node.rehearsal}: whether the process holds a call with itself before it is ready, so that the first
 *     participants are let in as quickly as later ones; costs some seconds of a processor at the start; default true
 * @param trustedProxies {@code node.trusted_proxies}: whose {@code X-Forwarded-For} is believed; default nobody's
 */
public record NodeIdentity(
        String id,
        String publicUrl,
        String controlUrl,
        int eventLoops,
        int capacityParticipants,
        Duration qualityInterval,
        boolean rehearsal,
        List<Cidr> trustedProxies) {
    private static final Duration USUAL_QUALITY = Duration.ofSeconds(10);
    private static final Duration LEAST_QUALITY = Duration.ofSeconds(1);
    private static final Duration LONGEST_QUALITY = Duration.ofMinutes(10);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    static NodeIdentity read(Section node, int portsAvailable, Problems problems) {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), portsAvailable);
        var result = new NodeIdentity(
                node.text("id", "", ID, "1 to 64 letters, digits, _ or -"),
                url(node, "public_url", "ws"),
                url(node, "control_url", "http"),
                node.number("event_loops", processors, 1, 256),
                node.number("capacity_participants", 0, 0, RoomDefaults.MOST_PARTICIPANTS),
                quality(node),
                node.flag("rehearsal", true),
                proxies(node));
        if (result.eventLoops > portsAvailable) {
            problems.add("rtc.udp_port", "expected one port for each of the " + result.eventLoops + " event loops");
        }
        node.describeDefault("event_loops", "one per processor");
        node.describeDefault("id", "new at each start");
        node.describeDefault("public_url", "from bind address and port");
        node.describeDefault("control_url", "from bind address and port");
        node.finish();
        return result;
    }

    private static Duration quality(Section node) {
        Duration interval = Durations.read(node, "quality_interval", USUAL_QUALITY, "1s to 10m, or 0s for never");
        boolean sensible = interval.compareTo(LEAST_QUALITY) >= 0 && interval.compareTo(LONGEST_QUALITY) <= 0;
        if (!interval.isZero() && !sensible) {
            node.refuse("quality_interval", "expected 1s to 10m, or 0s for never");
        }
        return interval;
    }

    private static List<Cidr> proxies(Section node) {
        var result = new ArrayList<Cidr>();
        for (String text :
                node.texts("trusted_proxies", List.of(), "a list of addresses and ranges such as 10.0.0.0/8")) {
            String path = node.at("trusted_proxies") + "[" + result.size() + "]";
            result.add(node.attempt(new Cidr(InetAddress.getLoopbackAddress(), 0), () -> Cidr.parse(path, text)));
        }
        return List.copyOf(result);
    }

    /** The published secrets of development must not meet anybody but this machine. */
    void requireLoopback(Problems problems) {
        requireLoopback(problems, "node.public_url", publicUrl);
        requireLoopback(problems, "node.control_url", controlUrl);
    }

    private static void requireLoopback(Problems problems, String key, String url) {
        if (!url.isEmpty() && !Loopback.isHost(URI.create(url).getHost())) {
            problems.add(
                    key,
                    "expected a host that is localhost or a loopback address, because development is true and others"
                            + " would get in with its short secrets; write development: false and a secret of at least "
                            + ApiKeys.SAFE_SECRET_LENGTH + " characters instead");
        }
    }

    private static String url(Section node, String key, String scheme) {
        String text = node.text(key, "", "a " + scheme + ":// or " + scheme + "s:// address");
        if (text.isEmpty()) {
            return text;
        }
        try {
            URI uri = new URI(text);
            boolean known = scheme.equals(uri.getScheme()) || (scheme + "s").equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getQuery() == null) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (URISyntaxException e) {
            // Told below, as every other text that is none.
        }
        node.refuse(key, "expected a " + scheme + ":// or " + scheme + "s:// address");
        return "";
    }
}
