package org.auralink.shared.health;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.auralink.findings.Check;
import org.auralink.findings.Diagnosis;
import org.auralink.findings.Finding;
import org.auralink.findings.Reach;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/** What can be wrong with this server itself, and with the address at which people open the web application. */
@ApplicationScoped
public class ServerFindings implements FindingSource {
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    @Inject
    private Clock clock;

    private final Reach reach = new Reach(PATIENCE);
    private URI publicUrl = URI.create("http://localhost");

    @PostConstruct
    void readSettings() {
        publicUrl = Settings.current().uri(SharedSettings.PUBLIC_URL, Set.of("http", "https"));
    }

    @Override
    public List<Look> looks() {
        String name = SharedSettings.PUBLIC_URL.name();
        List<Look> looks = new ArrayList<>();
        looks.add(Look.at(Check.DISK, "disk", "Look whether a file system hangs.", ServerFindings::disk));
        looks.add(Look.at(
                Check.PUBLIC_ADDRESS,
                "public address",
                "Correct " + name + ".",
                () -> List.of(Diagnosis.publicAddress(publicUrl, name))));
        if (Diagnosis.hasCertificate(publicUrl)) {
            String host = publicUrl.getHost();
            int port = Diagnosis.port(publicUrl);
            looks.add(Look.at(
                    Check.CERTIFICATE,
                    "certificate of " + host,
                    "Look whether what serves TLS at " + host + ":" + port + " hangs.",
                    () -> List.of(Diagnosis.certificate(
                            host, port, reach.certificateUntil(host, port), clock.instant(), name))));
        }
        return looks;
    }

    private static List<Finding> disk() throws IOException {
        Path place = Path.of("").toAbsolutePath();
        return List.of(Diagnosis.disk(
                Files.getFileStore(place).getUsableSpace(),
                "the working directory of this server",
                "Make room at " + place
                        + ": what people send and what the server unpacks has no place on a full disk."));
    }
}
