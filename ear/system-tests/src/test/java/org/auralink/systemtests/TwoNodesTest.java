package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files of an installation on Debian, by what the programs read; TwoNodesIT runs them. */
class TwoNodesTest {
    private static final Pattern VARIABLE = Pattern.compile("(?m)^([A-Z_]+)=");
    private static final Pattern SECRET = Pattern.compile("\\b([A-Z_]+)=%d/");

    private static String file(String name) {
        return Programs.read("server-config/debian/" + name);
    }

    /** What a unit and a file of settings give a program; of secrets that are files the settings themselves. */
    private static Set<String> settings(Pattern pattern, String text) {
        Set<String> secrets = Programs.secrets();
        Set<String> settings = new TreeSet<>();
        for (String name : Programs.results(pattern, text)) {
            String setting = name.replaceAll("_FILE$", "");
            settings.add(secrets.contains(setting) ? setting : name);
        }
        return settings;
    }

    @Test
    void programsGetTheSettingsThatTheyRead() throws Exception {
        Set<String> plane = settings(VARIABLE, file("control-plane.env"));
        plane.addAll(settings(SECRET, file("auralink-control-plane.service")));
        assertThat(plane).isSubsetOf(Programs.settings(false)).containsAll(Programs.settings(true));
        assertThat(settings(VARIABLE, file("migrator.env"))).isEqualTo(Programs.migratorSettings());
        Set<String> wanted = Programs.results(Pattern.compile("\\$\\{([A-Z0-9_]+)\\}"), file("node.yaml"));
        wanted.add("LIVEKIT_KEYS");
        for (int n = 1; n <= 2; n++) {
            Set<String> node = settings(VARIABLE, file("node-" + n + ".env"));
            node.addAll(settings(SECRET, file("auralink-node@.service")));
            assertThat(node).as("node " + n).isEqualTo(wanted);
        }
    }

    @Test
    void eachUnitIsShownTheSecretsThatItNamesAndTheScriptMakesThem() {
        for (String unit : Set.of("auralink-control-plane.service", "auralink-node@.service")) {
            Set<String> shown = Programs.results(
                    Pattern.compile("(?m)^LoadCredential=([a-z_]+):/etc/auralink/secrets/\\1$"), file(unit));
            assertThat(shown)
                    .as(unit)
                    .isEqualTo(Programs.results(Pattern.compile("%d/([a-z_]+)"), file(unit)))
                    .isSubsetOf(Programs.secretFiles());
        }
    }

    /** But for where it listens and lays its files, which is Debian's. */
    @Test
    void redisIsSetAsInCompose() {
        Pattern line = Pattern.compile("(?m)^((?:client-|append|save|maxmemory).*)$");
        assertThat(Programs.results(line, file("redis.conf")))
                .isEqualTo(Programs.results(line, Programs.read("server-config/compose/redis.conf")));
    }

    @Test
    void thePagesCommandsAreAShells() throws Exception {
        var page = new WalkedPage(LauncherProcess.root().resolve("docs/operating/two-nodes.md"));
        for (String kind : Set.of("build", "", "lost", "back", "release")) {
            assertThat(page.commands(kind)).as(kind).isNotBlank();
            DeploymentTools.Result read =
                    DeploymentTools.run(Path.of("/"), Map.of(), "bash", "-n", "-c", page.commands(kind));
            assertThat(read.code()).as(read.said()).isZero();
        }
    }
}
