package org.auralink.media.node.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What to write instead of a key that the node does not obey. */
final class UnknownKey {
    /** As many slips of the finger as still leave one key meant. */
    private static final int MOST_SLIPS = 2;

    private static final String NO_RANGE = "not needed, leave it out: the relay opens no ports for its clients";
    private static final String NOT_SERVED = "not served by this node, leave it out";

    /** Keys of livekit.yaml that somebody brings along. */
    private static final Map<String, String> LIVEKIT = Map.ofEntries(
            Map.entry("prometheus_port", "write prometheus.port instead"),
            Map.entry("log_level", "write logging.level instead"),
            Map.entry("key_file", "write keys, or set LIVEKIT_KEYS in the environment, instead"),
            Map.entry("rtc.port_range_start", "write rtc.udp_port with a range such as \"7882-7889\" instead"),
            Map.entry("rtc.port_range_end", "write rtc.udp_port with a range such as \"7882-7889\" instead"),
            Map.entry("rtc.turn_servers", NOT_SERVED),
            Map.entry("turn.relay_range_start", NO_RANGE),
            Map.entry("turn.relay_range_end", NO_RANGE),
            Map.entry("aic_protocol", "write aic instead"),
            Map.entry("ingress", NOT_SERVED),
            Map.entry("agents", "leave it out, workers need no setting"),
            Map.entry("logging.json", NOT_SERVED),
            Map.entry("logging.sample", NOT_SERVED),
            Map.entry("logging.pion_level", NOT_SERVED));

    private UnknownKey() {}

    /**
     * @param path the key as a dotted path
     * @param key its last part
     * @param known what may stand beside it
     */
    static String advice(String path, String key, Set<String> known) {
        String instead = LIVEKIT.get(path);
        if (instead != null) {
            return "unknown key, " + instead;
        }
        Optional<String> meant = known.stream()
                .filter(candidate -> slips(key, candidate) <= MOST_SLIPS)
                .min(Comparator.comparingInt((String candidate) -> slips(key, candidate))
                        .thenComparing(Comparator.naturalOrder()));
        return "unknown key, "
                + meant.map(word -> "write " + word + " instead, if that is meant; ")
                        .orElse("") + "expected one of "
                + new TreeSet<>(known);
    }

    /** Levenshtein's distance: letters to change, add or leave out. */
    private static int slips(String typed, String meant) {
        int[] row = new int[meant.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= typed.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (typed.charAt(line - 1) == meant.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[meant.length()];
    }
}
