package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was there before is there after, in a schema that is as if it had been migrated; nothing is replaced unasked. */
class BackupTest {
    @TempDir
    private Path directory;

    private static String newest() {
        List<String> versions = Rows.versions();
        return versions.get(versions.size() - 1);
    }

    private static void run(MigratorSettings settings, String sql) throws SQLException {
        try (Connection connection = Rows.superuser(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatWasThereBeforeIsThereAfter() throws Exception {
        MigratorSettings from = Rows.at(newest(), "backup_from");
        // Of a day whose table the restored schema does not come with.
        run(from, "select private.quality_days(date '2026-01-10', 0, 36500)");
        run(
                from,
                "insert into public.quality_moments (organization_id, call_id, happened_at, kind)"
                        + " select organization_id, call_id, '2026-01-10 12:00+00', 'ended' from public.calls");
        Map<String, String> before = Rows.contents(from);
        assertThat(Rows.filled(before)).as("every table has a row").hasSameSizeAs(before.keySet());
        Path file = directory.resolve("all.backup");

        long rows = new Backup(from).write(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        MigratorSettings to = TestDatabase.settings("backup_to");
        assertThat(new Restore(to).read(file, false)).isEqualTo(rows).isGreaterThan(20);

        assertThat(Rows.contents(to)).isEqualTo(before);
        assertThat(new Migrator(to).migrate()).isZero();
        // Numbers go on where they were, references hold, and tables of days belong to who drops them.
        run(
                to,
                "insert into auth.refresh_tokens (session_id, token_hash) select session_id, sha256('three')"
                        + " from auth.sessions");
        assertThatThrownBy(() -> run(to, "insert into auth.credentials values (gen_random_uuid(), 'x')"))
                .hasMessageContaining("foreign key");
        run(to, "select private.quality_days(date '2026-06-10', 0, 30)");
        assertThat(before.get("public.quality_moments")).startsWith("2 rows");
        assertThat(Rows.contents(to).get("public.quality_moments")).startsWith("1 rows");
    }

    @Test
    void aBackupOfAnEarlierSchemaIsMigratedWhenItIsRestored() throws Exception {
        MigratorSettings from = Rows.at("018", "backup_older");
        Path file = directory.resolve("older.backup");
        new Backup(from).write(file);

        MigratorSettings to = TestDatabase.settings("backup_newer");
        new Restore(to).read(file, false);

        assertThat(new Schema(to).pending()).isEmpty();
        assertThat(Rows.filled(Rows.contents(to)))
                .containsExactlyInAnyOrderElementsOf(Rows.filled(Rows.contents(from)));
    }

    @Test
    void aBackupFromBeforeTheCursorsChangedIsRestoredToo() throws Exception {
        MigratorSettings from = Rows.at("005", "backup_old");
        Path file = directory.resolve("old.backup");
        new Backup(from).write(file);

        MigratorSettings to = TestDatabase.settings("backup_old_to");
        new Restore(to).read(file, false);
        assertThat(Rows.filled(Rows.contents(to))).contains("public.users", "public.call_participants");
    }

    @Test
    void aDatabaseWithRowsIsReplacedWithForceOnly() throws Exception {
        MigratorSettings from = Rows.at(newest(), "force_from");
        Path file = directory.resolve("force.backup");
        new Backup(from).write(file);
        MigratorSettings to = Rows.at(newest(), "force_to");
        run(to, "update public.calls set name = 'another'");
        Map<String, String> present = Rows.contents(to);

        assertThatThrownBy(() -> new Restore(to).read(file, false))
                .hasMessageMatching("The database force_to is not empty \\(\\S+ has rows\\). Back it up first, then"
                        + " restore with --force, which replaces it.");
        assertThat(Rows.contents(to)).isEqualTo(present);
        // A schema without rows is nothing to lose.
        new Migrator(TestDatabase.settings("force_empty")).migrate();
        new Restore(TestDatabase.settings("force_empty")).read(file, false);

        new Restore(to).read(file, true);
        assertThat(Rows.contents(to)).isEqualTo(Rows.contents(from));
    }

    @Test
    void whatIsNewerOrNoBackupIsRefusedAndChangesNothing() throws Exception {
        MigratorSettings to = Rows.at(newest(), "refused");
        Map<String, String> present = Rows.contents(to);
        Path newer = zip("newer.backup", Map.of(Backup.HEAD, "format=1\nschema=999\n", Backup.COMPLETE, ""));
        Path half = zip("half.backup", Map.of(Backup.HEAD, "format=1\nschema=" + newest() + "\n"));
        Path broken = zip(
                "broken.backup",
                Map.of(Backup.HEAD, "format=1\nschema=" + newest(), Backup.COMPLETE, "", "tables/public.calls", "x\n"));

        assertThatThrownBy(() -> new Restore(to).read(newer, true))
                .hasMessageContaining("is of schema 999, newer than " + newest() + ", which this release knows.");
        assertThatThrownBy(() -> new Restore(to).read(half, true)).hasMessageContaining("not a whole one");
        Path text = Files.writeString(directory.resolve("text"), "no zip");
        assertThatThrownBy(() -> new Restore(to).read(text, true)).hasMessageContaining("is no backup of AuraLink");
        assertThatThrownBy(() -> new Restore(to).read(broken, true)).hasMessageContaining("other columns");
        assertThatThrownBy(() -> new Backup(to).write(text)).hasMessageContaining("a backup replaces nothing");
        assertThat(Rows.contents(to)).isEqualTo(present);
    }

    private Path zip(String name, Map<String, String> entries) throws Exception {
        Path file = directory.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }
}
