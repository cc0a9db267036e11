package org.auralink.media.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.findings.Check;
import org.auralink.findings.Diagnosis;
import org.auralink.findings.Finding;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.control.NodeExamination;
import org.auralink.media.control.PageConnections;
import org.auralink.media.entity.Limits;
import org.auralink.shared.health.FindingSource;
import org.auralink.shared.health.Look;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/** What can be wrong with the media nodes: whether each is there, and whether this server gets to where its media is. */
@ApplicationScoped
public class NodeFindings implements FindingSource {

    @Inject
    NodeDirectory directory;

    @Inject
    NodeDependencies dependencies;

    @Inject
    Clock clock;

    private NodeExamination examination =
            new NodeExamination(URI.create("http://localhost"), new PageConnections(Set.of()));

    @PostConstruct
    void readSettings() {
        Settings settings = Settings.current();
        examination = new NodeExamination(
                settings.uri(SharedSettings.PUBLIC_URL, Set.of("http", "https")),
                new PageConnections(settings.names(SharedSettings.MEDIA_PUBLIC_URLS.name())));
    }

    @Override
    public List<Look> looks() {
        NodeDependencies.Fleet fleet = dependencies.fleet();
        List<Look> looks = new ArrayList<>();
        looks.add(Look.at(
                Check.NODE_REGISTRATION,
                "registration of media nodes",
                "See what is found of Redis.",
                () -> registrations(fleet)));
        fleet.nodes().stream().limit(Limits.NODES_EXAMINED).forEach(node -> looks.addAll(looks(node)));
        return looks;
    }

    private List<Look> looks(AnnouncedNode node) {
        String id = node.nodeId();
        String start = "Start it, or let this server through to " + node.url() + ".";
        List<Look> looks = new ArrayList<>();
        looks.add(Look.at(Check.NODE, id, start, () -> examination.answers(node)));
        looks.add(Look.at(Check.NODE_ADDRESS, "address of " + id, start, () -> examination.address(node)));
        if (Diagnosis.hasCertificate(node.publicUrl())) {
            looks.add(Look.at(
                    Check.CERTIFICATE,
                    "certificate of " + node.publicUrl().getHost(),
                    "Look whether what serves TLS at " + node.publicUrl() + " hangs.",
                    () -> examination.certificate(node, clock.instant())));
        }
        if (!directory.isStock(node.url().toString())) {
            looks.add(Look.at(Check.MEDIA_UDP, "media of " + id + " over UDP", start, () -> examination.udp(node)));
            looks.add(Look.at(Check.MEDIA_TCP, "media of " + id + " over TCP", start, () -> examination.tcp(node)));
            looks.add(Look.at(Check.RELAY, "relay of " + id, start, () -> examination.relay(node, clock.instant())));
        }
        return looks;
    }

    /** What the nodes take for the time, when they announced themselves. */
    private List<Finding> clocks(NodeDependencies.Fleet fleet) {
        return fleet.nodes().stream()
                .limit(Limits.NODES_EXAMINED)
                .flatMap(node -> NodeExamination.clock(node, fleet.at()).stream())
                .toList();
    }

    /** A listed node that announces nothing gets no calls; of others it is not known that they should be there. */
    private List<Finding> registrations(NodeDependencies.Fleet fleet) {
        if (!fleet.told()) {
            return List.of(Finding.warning(
                    Check.NODE_REGISTRATION,
                    "registration of media nodes",
                    "Redis does not tell now which media nodes there are.",
                    "See what is found of Redis."));
        }
        Set<String> announced =
                fleet.nodes().stream().map(node -> node.url().toString()).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        directory.configured().stream()
                .filter(url -> !announced.contains(url))
                .sorted()
                .limit(Limits.NODES_EXAMINED)
                .map(url -> Finding.error(
                        Check.NODE_REGISTRATION,
                        "registration of " + url,
                        "No media node announces itself in Redis by this address, so no call is placed on it.",
                        "Start it, let it reach Redis, or correct its node.control_url; take it out of "
                                + "auralink.media.nodes when it is gone for good."))
                .forEach(findings::add);
        if (fleet.nodes().isEmpty()) {
            findings.add(Finding.error(
                    Check.NODE_REGISTRATION,
                    "registration of media nodes",
                    "No media node announces itself: nobody can join a call.",
                    "Start one, and look in its log whether it reaches Redis."));
        } else {
            findings.add(Finding.ok(
                    Check.NODE_REGISTRATION,
                    "registration of media nodes",
                    fleet.nodes().size() + " announce themselves in Redis."));
        }
        findings.addAll(clocks(fleet));
        return findings;
    }
}
