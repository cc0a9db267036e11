package org.auralink.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A file of settings of all programs: lines of {@code NAME=value} with the names of environment variables, and comments
 * that begin with {@code #}. What the environment says comes before it. A name that nobody reads is refused: the file has
 * no other readers.
 */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * @param name of the file, as the person wrote it
     * @param refuse told a sentence for each line that is wrong
     */
    static Map<String, String> read(String name, Consumer<String> refuse) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(name));
        } catch (IOException | InvalidPathException e) {
            refuse.accept(
                    Option.SETTINGS_FILE.named() + " must name a text file that can be read, not '" + name + "'.");
            return settings;
        }
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            int equals = line.indexOf('=');
            String setting = equals < 0 ? "" : line.substring(0, equals).strip();
            String where = " (line " + number + " of " + name + ")";
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (equals < 0) {
                refuse.accept("There is no NAME=value in a line of the settings" + where + ".");
            } else if (setting.equals(Option.SETTINGS_FILE.variable()) || !Catalogue.knows(setting)) {
                String meant = Catalogue.nearest(setting)
                        .map(known -> "; did you mean " + known + "?")
                        .orElse("; docs/operating/configuration.md lists them.");
                refuse.accept("There is no setting " + setting + where + meant);
            } else if (settings.put(setting, line.substring(equals + 1).strip()) != null) {
                refuse.accept("The setting " + setting + " stands there twice" + where + ".");
            }
        }
        return settings;
    }
}
