package org.auralink.media.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.findings.Check;
import org.auralink.findings.Diagnosis;
import org.auralink.findings.Finding;
import org.auralink.findings.Reach;
import org.auralink.media.control.MediaAddress.Kind;

/**
 * Looks at one media node from here. That media gets there from this server does not say that it does from everywhere; that it
 * does not, says a lot.
 */
public final class NodeExamination {
    /** A node answers in milliseconds; several questions after each other stay within the examination's seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** An announcement comes each second and stands for three; one more for the clocks. Tokens are good for minutes. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(4);

    private static final int CLIENT_ERROR = 400;

    /** A node that has just been started, or is short of time, says so at its root as LiveKit does; readiness is asked elsewhere. */
    private static final int NOT_ACCEPTABLE = 406;

    private final URI page;
    private final PageConnections allowed;
    private final Reach reach = new Reach(PATIENCE);

    /**
     * @param page where people open the web application
     * @param allowed where its pages may connect to
     */
    public NodeExamination(URI page, PageConnections allowed) {
        this.page = page;
        this.allowed = allowed;
    }

    /** Whether it answers this server. */
    public List<Finding> answers(AnnouncedNode node) {
        Optional<Reach.Answer> answer = reach.http(node.url());
        if (answer.isEmpty()) {
            return List.of(Finding.error(
                    Check.NODE,
                    node.nodeId(),
                    "It does not answer at " + node.url() + ".",
                    "Start it, let this server through to that address, or correct its node.control_url."));
        }
        int status = answer.get().status();
        return List.of(
                status < CLIENT_ERROR || status == NOT_ACCEPTABLE
                        ? Finding.ok(Check.NODE, node.nodeId(), "It answers at " + node.url() + ".")
                        : Finding.warning(
                                Check.NODE,
                                node.nodeId(),
                                "It answers at " + node.url() + " with status " + status + ".",
                                "Look whether that is the media node, and at its log."));
    }

    /** Whether pages may connect to the address that it gives to clients. */
    public List<Finding> address(AnnouncedNode node) {
        String subject = "address of " + node.nodeId();
        Optional<Finding> unusable =
                Diagnosis.nodeAddress(page, node.nodeId(), node.publicUrl(), "its node.public_url");
        if (unusable.isPresent()) {
            return List.of(unusable.get());
        }
        return List.of(
                allowed.allow(node.publicUrl())
                        ? Finding.ok(Check.NODE_ADDRESS, subject, "Pages may connect to " + node.publicUrl() + ".")
                        : Finding.error(
                                Check.NODE_ADDRESS,
                                subject,
                                "Clients are told to connect to " + node.publicUrl()
                                        + ", and the console's pages may not.",
                                "Add it to auralink.media.public.urls, or correct its node.public_url."));
    }

    /** Of the address that clients connect to. */
    public List<Finding> certificate(AnnouncedNode node, Instant now) {
        String host = node.publicUrl().getHost();
        int port = Diagnosis.port(node.publicUrl());
        return List.of(
                Diagnosis.certificate(host, port, reach.certificateUntil(host, port), now, "its node.public_url"));
    }

    /**
     * Its clock, by what it wrote on its announcement.
     *
     * @param read when that was read
     * @return empty when it wrote no time
     */
    public static Optional<Finding> clock(AnnouncedNode node, Instant read) {
        long wrote = node.report().atMillis();
        return wrote == 0
                ? Optional.empty()
                : Optional.of(Diagnosis.clock(
                        Check.NODE_CLOCK,
                        "clock of " + node.nodeId(),
                        Duration.between(Instant.ofEpochMilli(wrote), read),
                        MOST_SKEW,
                        "tokens are refused"));
    }

    /** Whether its media ports answer a question of STUN. */
    public List<Finding> udp(AnnouncedNode node) {
        String subject = "media of " + node.nodeId() + " over UDP";
        List<MediaAddress> addresses = of(node, Kind.UDP);
        if (addresses.isEmpty()) {
            return List.of(Finding.warning(
                    Check.MEDIA_UDP,
                    subject,
                    "It does not tell where clients send media to.",
                    "Run a media node of the same release as this server."));
        }
        List<Finding> findings = new ArrayList<>();
        for (MediaAddress address : addresses) {
            InetAddress host = address.socketAddress().getAddress();
            if (host != null && host.isLoopbackAddress()) {
                Diagnosis.mediaAddress("media address of " + node.nodeId(), host, "its rtc.node_ip")
                        .ifPresent(findings::add);
                break;
            }
        }
        Set<InetSocketAddress> answered =
                reach.stun(addresses.stream().map(MediaAddress::socketAddress).collect(Collectors.toSet()));
        findings.add(reached(
                Check.MEDIA_UDP,
                subject,
                addresses.stream()
                        .filter(address -> !answered.contains(address.socketAddress()))
                        .toList(),
                "Let UDP to it through the firewall, or correct its rtc.node_ip or rtc.udp_port."));
        return findings;
    }

    /** Whether connections for media are taken, where it offers them. */
    public List<Finding> tcp(AnnouncedNode node) {
        List<MediaAddress> addresses = of(node, Kind.TCP);
        if (addresses.isEmpty()) {
            return List.of();
        }
        return List.of(reached(
                Check.MEDIA_TCP,
                "media of " + node.nodeId() + " over TCP",
                addresses.stream()
                        .filter(address -> !reach.tcp(address.host(), address.port()))
                        .toList(),
                "Let TCP to it through the firewall, or correct its rtc.node_ip or rtc.tcp_port."));
    }

    /** Whether its relay answers, over UDP and over TLS, where it has one. */
    public List<Finding> relay(AnnouncedNode node, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (MediaAddress address : of(node, Kind.RELAY_UDP)) {
            findings.add(reached(
                    Check.RELAY,
                    "relay of " + node.nodeId() + " over UDP",
                    reach.stun(address.host(), address.port()) ? List.of() : List.of(address),
                    "Let UDP to it through the firewall, or correct its turn.domain or turn.udp_port."));
        }
        for (MediaAddress address : of(node, Kind.RELAY_TLS)) {
            findings.add(Diagnosis.certificate(
                    address.host(),
                    address.port(),
                    reach.certificateUntil(address.host(), address.port()),
                    now,
                    "its turn.domain or turn.tls_port"));
        }
        return findings;
    }

    private static List<MediaAddress> of(AnnouncedNode node, Kind kind) {
        return node.report().media().stream()
                .filter(address -> address.kind() == kind)
                .toList();
    }

    private static Finding reached(Check check, String subject, Collection<MediaAddress> silent, String change) {
        String addresses = silent.stream().map(MediaAddress::toString).collect(Collectors.joining(", "));
        return silent.isEmpty()
                ? Finding.ok(check, subject, "This server gets there.")
                : Finding.error(check, subject, "Nobody answers this server at " + addresses + ".", change);
    }
}
