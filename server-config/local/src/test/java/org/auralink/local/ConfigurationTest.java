package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.auralink.local.SettingsReader.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flag before environment before file before default; what is wrong stops the start by its name and its range. */
class ConfigurationTest {
    @TempDir
    private Path directory;

    private static Stream<Option> numbers() {
        return Arrays.stream(Option.values()).filter(option -> option.most() > 0);
    }

    private String file(String... lines) {
        try {
            return Files.write(directory.resolve("settings"), List.of(lines)).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void expect(Option option, String value, Source source, SettingsReader reader) {
        assertThat(reader.text(option)).as(option.flag()).isEqualTo(value);
        assertThat(reader.source(option)).as(option.flag()).isEqualTo(source);
    }

    @Test
    void aFlagComesBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() {
        assertThat(numbers()).hasSizeGreaterThan(10).allSatisfy(option -> {
            String file = file(option.variable() + "=1");
            Map<String, String> both = Map.of(option.variable(), "2", "AURALINK_SETTINGS_FILE", file);
            expect(option, "3", Source.FLAG, new SettingsReader(List.of(option.flag(), "3"), both));
            expect(option, "2", Source.ENVIRONMENT, new SettingsReader(List.of(), both));
            expect(option, "1", Source.FILE, new SettingsReader(List.of("--settings-file", file), Map.of()));
            expect(option, option.defaultValue(), Source.DEFAULT, new SettingsReader(List.of(), Map.of()));
        });
    }

    @Test
    void aNumberOutsideOfItsRangeIsNamedWithTheRangeWhereverItStands() {
        numbers()
                .forEach(option -> List.of("0", "" + (option.most() + 1)).forEach(wrong -> {
                    String[] words = {option.named(), "a number from 1 to " + option.most(), "'" + wrong + "'"};
                    assertThatThrownBy(() -> Settings.of(List.of(option.flag(), wrong), Map.of()))
                            .hasMessageContainingAll(words);
                    assertThatThrownBy(() -> Settings.of(List.of(), Map.of(option.variable(), wrong)))
                            .hasMessageContainingAll(words);
                    String file = file(option.variable() + "=" + wrong);
                    assertThatThrownBy(() -> Settings.of(List.of("--settings-file", file), Map.of()))
                            .hasMessageContainingAll(words);
                }));
    }

    @Test
    void theFileIsHandedOnWhereTheEnvironmentSaysNothing() {
        String file = file(
                "# a comment",
                "",
                "AURALINK_WEB_PORT = 9000",
                "AURALINK_QUALITY_RETENTION_DAYS = 7",
                "AURALINK_LIMIT_READ_ACCOUNT=1/1m",
                "AURALINK_NODE__AUDIO__ACTIVE_LEVEL=40",
                "AURALINK_NODE__PROMETHEUS__PASSWORD_FILE=/run/secret");
        Settings settings =
                Settings.of(List.of("--settings-file", file), Map.of("AURALINK_QUALITY_RETENTION_DAYS", "8"));

        assertThat(settings.webPort()).isEqualTo(9000);
        assertThat(settings.handedOn())
                .isEqualTo(Map.of(
                        "AURALINK_LIMIT_READ_ACCOUNT", "1/1m",
                        "AURALINK_NODE__AUDIO__ACTIVE_LEVEL", "40",
                        "AURALINK_NODE__PROMETHEUS__PASSWORD_FILE", "/run/secret"));
    }

    @Test
    void whatIsWrongWithTheFileIsSaidByItsLine() {
        String file = file("AURALINK_WEB_PROT=1", "nonsense", "AURALINK_BIND=::1", "AURALINK_BIND=::1", "COLOUR=red");
        assertThatThrownBy(() -> Settings.of(List.of("--settings-file", file), Map.of()))
                .hasMessageContainingAll(
                        "There is no setting AURALINK_WEB_PROT (line 1 of " + file
                                + "); did you mean AURALINK_WEB_PORT?",
                        "There is no NAME=value in a line of the settings (line 2 of " + file + ").",
                        "The setting AURALINK_BIND stands there twice (line 4 of " + file + ").",
                        "There is no setting COLOUR (line 5 of " + file
                                + "); docs/operating/configuration.md lists them.");
        assertThatThrownBy(() -> Settings.of(List.of("--settings-file", "/nowhere/x"), Map.of()))
                .hasMessageContaining("--settings-file (AURALINK_SETTINGS_FILE) must name a text file");
    }

    @Test
    void configSaysWhatHoldsAndWhereItIsFromAndNoSecret() {
        String file = file("AURALINK_COPIES_KEPT=700", "AURALINK_DB_PASSWORD=hidden-1");
        Map<String, String> environment = Map.of(
                "AURALINK_COPIES_FRESH",
                "3",
                "AURALINK_REDIS_URL",
                "redis://hidden-2",
                "AURALINK_SETTINGS_FILE",
                file,
                "AURALINK_STATE_DIR",
                directory.resolve("state").toString());
        List<String> lines = new ConfigCommand(List.of("--web-port", "9000"), environment).linesOfOthers();

        assertThat(lines)
                .anyMatch(line -> line.matches(" {2}--web-port +flag +9000"))
                .anyMatch(line -> line.matches(" {2}--settings-file +environment +.*settings"))
                .anyMatch(line -> line.matches(" {2}--bind +default +127.0.0.1.*"))
                .anyMatch(line -> line.matches(" {2}auralink.public.url +launcher +http://localhost:9000"))
                .anyMatch(line -> line.matches(" {2}auralink.copies.fresh +environment +3"))
                .anyMatch(line -> line.matches(" {2}auralink.copies.kept +file +700"))
                .anyMatch(line -> line.matches(" {2}auralink.quality.retention.days +default +30"))
                .anyMatch(line -> line.matches(" {2}auralink.db.password +launcher +[*]{8}"))
                .anyMatch(line -> line.matches(" {2}auralink.redis.url +launcher +[*]{8}"))
                .anyMatch(line -> line.matches(" {2}auralink.auth.publishable.keys +launcher +[*]{8}"))
                .anyMatch(line -> line.matches(" {2}auralink.auth.secret.keys +launcher +[*]{8}"))
                .noneMatch(line -> line.contains("hidden"));
        assertThat(directory.resolve("state")).doesNotExist();
    }
}
