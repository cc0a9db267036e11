package org.auralink.local;

import java.util.List;
import java.util.Optional;

/**
 * Every setting of every program, as their code declares them. The table is made from that code, together with
 * docs/operating/configuration.md, and a test compares it.
 *
 * @param program whose setting it is
 * @param key its name there
 * @param variable the environment variable that sets it, empty where there is none
 * @param otherwise what holds where nothing is set, empty for nothing
 * @param unit of a number
 * @param allowed what is taken, in words
 * @param secret whether its value is never printed
 * @param meaning half a sentence
 */
record Catalogue(
        String program,
        String key,
        String variable,
        String otherwise,
        String unit,
        String allowed,
        boolean secret,
        String meaning) {
    static final String LAUNCHER = "launcher";
    static final String CONTROL_PLANE = "control plane";
    static final String MEDIA_NODE = "media node";

    /** Where a variable has a name that the operator chose. */
    private static final String NAMED = "<NAME>";

    private static final int COLUMNS = 8;
    private static final List<Catalogue> ALL = Main.helpText("settings.tsv")
            .lines()
            .map(line -> of(line.split("\t", -1)))
            .toList();

    /** In the order of the reference. */
    static List<Catalogue> all() {
        return ALL;
    }

    static List<Catalogue> of(String program) {
        return ALL.stream().filter(each -> each.program.equals(program)).toList();
    }

    /** Whether a program reads the variable, or, of a media node's secret, the name of a file from it. */
    static boolean knows(String variable) {
        return ALL.stream()
                .anyMatch(each -> !each.variable.isEmpty()
                        && (each.isSetBy(variable)
                                || each.secret
                                        && each.program.equals(MEDIA_NODE)
                                        && (each.variable + "_FILE").equals(variable)));
    }

    /** A setting of something that the operator names, such as a provider, has a variable for each name. */
    private boolean isSetBy(String name) {
        int at = variable.indexOf(NAMED);
        return at < 0
                ? variable.equals(name)
                : name.startsWith(variable.substring(0, at))
                        && name.endsWith(variable.substring(at + NAMED.length()))
                        && name.length() > variable.length() - NAMED.length();
    }

    /** What may have been meant. */
    static Optional<String> nearest(String variable) {
        return ALL.stream()
                .map(Catalogue::variable)
                .filter(known -> !known.isEmpty() && SettingsReader.distance(variable, known) <= SettingsReader.SLIPS)
                .findFirst();
    }

    /** As the table has it, columns with tabs between. */
    String line() {
        return String.join("\t", program, key, variable, otherwise, unit, allowed, secret ? "secret" : "", meaning);
    }

    private static Catalogue of(String[] columns) {
        if (columns.length != COLUMNS) {
            throw new IllegalStateException("settings.tsv has a line of " + columns.length + " columns");
        }
        return new Catalogue(
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                columns[4],
                columns[5],
                columns[6].equals("secret"),
                columns[7]);
    }
}
