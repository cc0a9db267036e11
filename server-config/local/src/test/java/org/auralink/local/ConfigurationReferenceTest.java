package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auralink.identity.control.AccountLimits;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.BreachSettings;
import org.auralink.identity.control.FactorSettings;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.KeySettings;
import org.auralink.identity.control.SupabaseSettings;
import org.auralink.identity.control.oidc.OidcSettings;
import org.auralink.mail.control.MailSettings;
import org.auralink.media.control.MediaSettings;
import org.auralink.media.node.config.DeclaredKey;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.oauth.control.OAuthLimits;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.quality.control.QualitySettings;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.PolicySettings;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SharedSettings;
import org.auralink.webhooks.control.AddressRules;
import org.junit.jupiter.api.Test;

/**
 * docs/operating/configuration.md and the launcher's settings.tsv say what the code declares, line by line. With {@code
 * -Dauralink.write=true} they are written instead of compared.
 */
class ConfigurationReferenceTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("docs/operating/configuration.md");
    private static final Path TABLE = Path.of("src/main/resources/org/auralink/local/settings.tsv");
    private static final Path MEANINGS = Path.of("src/test/resources/org/auralink/local/node-keys.txt");
    private static final String HEAD =
            "| Key | Environment | Default | Unit | Allowed | Restart | Meaning |\n|---|---|---|---|---|---|---|";

    /** {@code   --flag  VARIABLE [default]}, and the indented lines below it. */
    private static final Pattern HELP = Pattern.compile("(?m)^  (--[a-z-]+) +\\S+ \\[(.*)]\n((?: {6}.*\n)+)");

    @Test
    void theTableOfTheLauncherSaysWhatTheCodeDeclares() throws IOException {
        compare(TABLE, declared().stream().map(Catalogue::line).toList());
    }

    @Test
    void thePageSaysWhatTheCodeDeclares() throws IOException {
        String page = Files.readString(PAGE);
        List<String> lines = new ArrayList<>();
        // What stands above the tables and between them is written by hand.
        for (String part : page.split("(?m)^## ")) {
            String program = part.lines().findFirst().orElse("").strip();
            boolean ours = declared().stream().anyMatch(known -> known.program().equalsIgnoreCase(program));
            lines.addAll((lines.isEmpty() ? part : "## " + part)
                    .lines()
                    .filter(line -> !ours || !line.startsWith("|"))
                    .toList());
            if (ours) {
                while (lines.get(lines.size() - 1).isEmpty()) {
                    lines.remove(lines.size() - 1);
                }
                lines.add("");
                HEAD.lines().forEach(lines::add);
                declared().stream()
                        .filter(known -> known.program().equalsIgnoreCase(program))
                        .map(ConfigurationReferenceTest::row)
                        .forEach(lines::add);
                lines.add("");
            }
        }
        lines.remove(lines.size() - 1);
        compare(PAGE, lines);
    }

    @Test
    void everySettingHasAMeaningAndStandsOnce() throws IOException {
        assertThat(declared()).hasSizeGreaterThan(150).allSatisfy(known -> {
            assertThat(known.meaning()).as(known.key()).isNotBlank();
            assertThat(known.allowed()).as(known.key()).isNotBlank();
            assertThat(known.line()).as(known.key()).doesNotContain("\n");
        });
        assertThat(declared())
                .extracting(known -> known.program() + known.key())
                .doesNotHaveDuplicates();
        assertThat(meanings().keySet())
                .containsExactlyInAnyOrderElementsOf(NodeConfig.declared().stream()
                        .map(ConfigurationReferenceTest::path)
                        .toList());
        assertThat(declared().stream().map(Catalogue::variable).filter(name -> !name.isEmpty() && !shared(name)))
                .doesNotHaveDuplicates();
    }

    /** The launcher's own and the application's of the same name are the same setting, which the launcher hands on. */
    private static boolean shared(String variable) {
        return List.of(
                        "AURALINK_PUBLIC_URL",
                        "AURALINK_STOP_NOTICE",
                        "AURALINK_ADMIN_PORT",
                        "AURALINK_LOG_JSON",
                        "AURALINK_TRACES_ENDPOINT")
                .contains(variable);
    }

    private static void compare(Path file, List<String> expected) throws IOException {
        if (Boolean.getBoolean("auralink.write")) {
            Files.writeString(file, String.join("\n", expected) + "\n");
            return;
        }
        List<String> actual = Files.readAllLines(file);
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(actual);
        List<String> left = new ArrayList<>(actual);
        left.removeAll(expected);
        assertThat(missing)
                .as("lines that are missing from %s, or are different there", file)
                .isEmpty();
        assertThat(left)
                .as("lines of %s that no code declares, or that are different there", file)
                .isEmpty();
        assertThat(actual).as("the order of %s", file).isEqualTo(expected);
    }

    private static List<Catalogue> declared() throws IOException {
        List<Catalogue> all = new ArrayList<>();
        Matcher help = HELP.matcher(Main.helpText("run-help.txt") + "\n");
        while (help.find()) {
            Option option = Option.ofFlag(help.group(1)).orElseThrow();
            String meaning = help.group(3).strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
            all.add(new Catalogue(
                    Catalogue.LAUNCHER,
                    option.flag(),
                    option.variable(),
                    help.group(2).equals("none") ? "" : help.group(2),
                    unit(option),
                    option.allowed(),
                    false,
                    meaning));
        }
        assertThat(all).as("settings in run-help.txt").hasSize(Option.values().length);
        Stream.of(
                        SharedSettings.ALL,
                        IdentitySettings.SETTINGS,
                        KeySettings.SETTINGS,
                        SupabaseSettings.SETTINGS,
                        MailSettings.SETTINGS,
                        AccountSettings.SETTINGS,
                        FactorSettings.SETTINGS,
                        BreachSettings.SETTINGS,
                        MediaSettings.SETTINGS,
                        PolicySettings.ALL,
                        QualitySettings.SETTINGS,
                        AddressRules.SETTINGS,
                        RequestLimits.SETTINGS,
                        AccountLimits.SETTINGS,
                        OidcSettings.SETTINGS,
                        OAuthSettings.SETTINGS,
                        OAuthLimits.SETTINGS)
                .flatMap(List::stream)
                .map(ConfigurationReferenceTest::controlPlane)
                .forEach(all::add);
        Map<String, String[]> meanings = meanings();
        for (DeclaredKey key : NodeConfig.declared()) {
            String[] words = meanings.getOrDefault(path(key), new String[] {"", "", ""});
            all.add(new Catalogue(
                    Catalogue.MEDIA_NODE,
                    path(key),
                    key.environment(),
                    key.fallback(),
                    words[1],
                    key.allowed(),
                    key.secret(),
                    words[2]));
        }
        return all;
    }

    private static String unit(Option option) {
        return switch (option) {
            case START_TIMEOUT, STOP_NOTICE -> "s";
            default -> option.name().endsWith("_PORT") ? "port" : "";
        };
    }

    private static Catalogue controlPlane(Setting setting) {
        return new Catalogue(
                Catalogue.CONTROL_PLANE,
                setting.name(),
                setting.environment(),
                setting.otherwise(),
                setting.unit(),
                setting.allowed(),
                setting.secret(),
                setting.meaning());
    }

    private static String path(DeclaredKey key) {
        return key.path().replace("[0]", "[]");
    }

    /** Lines of {@code key|unit|meaning}. */
    private static Map<String, String[]> meanings() throws IOException {
        return Files.readAllLines(MEANINGS).stream()
                .map(line -> line.split("\\|", -1))
                .collect(Collectors.toMap(words -> words[0], words -> words, (one, two) -> one, LinkedHashMap::new));
    }

    private static String row(Catalogue known) {
        String meaning = (known.secret() ? "Secret: " : "") + known.meaning();
        return Stream.of(
                        "`" + known.key() + "`",
                        known.variable().isEmpty() ? "" : "`" + known.variable() + "`",
                        known.otherwise(),
                        known.unit(),
                        known.allowed(),
                        "yes",
                        meaning)
                .map(cell ->
                        cell.startsWith("`") ? cell : cell.replace("|", "\\|").replace("<", "&lt;"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
