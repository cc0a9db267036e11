package org.auralink.findings;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a look means, and what mends it. Asks nobody. */
public final class Diagnosis {
    /** Certificates are renewed a month ahead; when this little is left, that has failed. */
    private static final Duration CERTIFICATE_LEFT = Duration.ofDays(14);

    private static final long GIGABYTE = 1L << 30;
    private static final int HTTPS = 443;

    private Diagnosis() {}

    /**
     * @param free bytes
     * @param place for what
     * @param change how another place is chosen, and what comes of a full one
     */
    public static Finding disk(long free, String place, String change) {
        String found = String.format(Locale.ROOT, "%.1f GB are free for %s.", (double) free / GIGABYTE, place);
        return free >= GIGABYTE
                ? Finding.ok(Check.DISK, "disk", found)
                : Finding.error(Check.DISK, "disk", found, change);
    }

    /**
     * Browsers hand out cameras to secure contexts alone (W3C Secure Contexts): https, and the machine's own names.
     *
     * @param setting that names the address
     */
    public static Finding publicAddress(URI url, String setting) {
        boolean camera = isHttps(url) || isOwnName(url.getHost());
        return camera
                ? Finding.ok(Check.PUBLIC_ADDRESS, "public address", url + " is one where browsers hand out cameras.")
                : Finding.error(
                        Check.PUBLIC_ADDRESS,
                        "public address",
                        "At " + url + " browsers hand out no camera and no microphone.",
                        "Serve TLS with ./auralink run --tls (docs/operating/tls.md), or put a TLS proxy in front"
                                + " (docs/operating/tls-proxy.md) and name its https address with " + setting + ".");
    }

    private static boolean isHttps(URI url) {
        return "https".equals(url.getScheme());
    }

    private static boolean isOwnName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.")
                || name.equals("[::1]");
    }

    /**
     * Where a page cannot connect to a node: nothing when it can.
     *
     * @param page where people open the web application
     * @param node its name
     * @param url what clients connect to
     * @param setting that names {@code url}
     */
    public static Optional<Finding> nodeAddress(URI page, String node, URI url, String setting) {
        String subject = "address of " + node;
        if (isHttps(page) && "ws".equals(url.getScheme())) {
            return Optional.of(Finding.error(
                    Check.NODE_ADDRESS,
                    subject,
                    "A page of https may not connect to " + url + ".",
                    "Name a wss address with " + setting + "."));
        }
        if (isOwnName(url.getHost()) && !isOwnName(page.getHost())) {
            return Optional.of(Finding.error(
                    Check.NODE_ADDRESS,
                    subject,
                    "Clients are told to connect to " + url + ", which is their own machine.",
                    "Name an address that they reach with " + setting + "."));
        }
        return Optional.empty();
    }

    /**
     * Where clients cannot send media to: nothing when they may be able to.
     *
     * @param subject whose it is
     * @param setting that names it
     */
    public static Optional<Finding> mediaAddress(String subject, InetAddress address, String setting) {
        return address.isLoopbackAddress()
                ? Optional.of(Finding.warning(
                        Check.MEDIA_ADDRESS,
                        subject,
                        "Media is sent to " + address.getHostAddress()
                                + ": nobody but this machine gets there, and Chromium does not either.",
                        "Name an address that clients reach with " + setting + "."))
                : Optional.empty();
    }

    /** Whether there is a certificate to look at: at addresses of https, wss and turns. */
    public static boolean hasCertificate(URI url) {
        return List.of("https", "wss").contains(String.valueOf(url.getScheme()));
    }

    /** The port of an address of https or wss. */
    public static int port(URI url) {
        return url.getPort() < 0 ? HTTPS : url.getPort();
    }

    /**
     * @param until when it is good, as {@link Reach#certificateUntil} saw it
     * @param setting that names the address
     */
    public static Finding certificate(String host, int port, Optional<Instant> until, Instant now, String setting) {
        String subject = "certificate of " + host;
        if (until.isEmpty()) {
            return Finding.error(
                    Check.CERTIFICATE,
                    subject,
                    "Nobody shows a certificate at " + host + ":" + port + ".",
                    "Start what serves TLS there, let the port through, or correct " + setting + ".");
        }
        Duration left = Duration.between(now, until.get());
        String found =
                left.isNegative() ? "It expired on " + until.get() + "." : "It is good until " + until.get() + ".";
        if (left.isNegative()) {
            return Finding.error(
                    Check.CERTIFICATE,
                    subject,
                    found,
                    "Renew it, and have it read anew: a media node does so by itself, a web port with TLS at its next"
                            + " start, a proxy when it is told to.");
        }
        if (left.compareTo(CERTIFICATE_LEFT) < 0) {
            return Finding.warning(
                    Check.CERTIFICATE, subject, found, "Renew it, and see why that did not happen by itself.");
        }
        return Finding.ok(Check.CERTIFICATE, subject, found);
    }

    /**
     * @param skew between that clock and this machine's
     * @param most that does no harm
     * @param harm what comes of more
     */
    public static Finding clock(Check check, String subject, Duration skew, Duration most, String harm) {
        return skew.abs().compareTo(most) <= 0
                ? Finding.ok(
                        check, subject, "It differs from this machine's by " + most.toSeconds() + " seconds at most.")
                : Finding.error(
                        check,
                        subject,
                        "It differs from this machine's by " + skew.abs().toMillis() + " ms: " + harm + ".",
                        "Let NTP set both clocks (chrony, systemd-timesyncd).");
    }
}
