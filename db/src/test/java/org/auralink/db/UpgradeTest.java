package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From every version of the schema there is a way to the newest, on which no row is lost. */
class UpgradeTest {
    static Stream<String> everyVersion() {
        return Rows.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void rowsOfEachVersionAreThereAfterTheMigrationToTheNewest(String version) throws Exception {
        MigratorSettings settings = Rows.at(version, "upgrade_from_" + version);
        Map<String, String> before = Rows.contents(settings);
        List<String> filled = Rows.filled(before);
        assertThat(filled).as("every table of version %s has rows", version).hasSameSizeAs(before.keySet());

        new Migrator(settings).migrate();

        assertThat(new Schema(settings).pending()).isEmpty();
        Map<String, String> after = Rows.contents(settings);
        assertThat(after.keySet()).containsAll(filled);
        filled.stream()
                .filter(table -> !isForgotten(table, version))
                .forEach(table -> assertThat(rows(after, table)).as(table).isEqualTo(rows(before, table)));
        if (before.containsKey("public.calls")) {
            var ada = new As("authenticated", "{\"sub\":\"00000000-0000-4000-8000-000000000001\"}");
            assertThat(ada.seesIn(settings, "select name from public.calls")).containsExactly("a call");
        }
    }

    /** Of versions 4 to 7 the places in the streams of events are forgotten: nodes tell again what they hold. */
    private static boolean isForgotten(String table, String version) {
        return table.equals("public.media_event_cursors") && version.compareTo("008") < 0;
    }

    private static String rows(Map<String, String> contents, String table) {
        return contents.getOrDefault(table, "none").split(" ", -1)[0];
    }
}
