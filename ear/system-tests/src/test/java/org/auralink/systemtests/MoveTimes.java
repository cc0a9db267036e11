package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long each part of calls' moves to another media node took, in seconds since the fault, printed for the figures. */
final class MoveTimes {
    private static final Pattern MOVED = Pattern.compile("timeMillis: (\\d+)][^\\n]*rooms go on at another media node");

    /** When the page last marked a step, in milliseconds since 1970. */
    private static final String MARK = "step => performance.timeOrigin"
            + " + (performance.getEntriesByName('auralink:' + step).at(-1)?.startTime ?? NaN)";

    private final Path log;
    private final Map<String, List<Double>> all = new TreeMap<>();

    /** @param log of the application server */
    MoveTimes(Path log) {
        this.log = log;
    }

    /** Both people see each other again now. */
    void add(String what, long faultMillis, List<Person> people) {
        double again = (System.currentTimeMillis() - faultMillis) / 1e3;
        all.computeIfAbsent(what, fault -> new ArrayList<>()).add(again);
        System.out.printf(
                Locale.ROOT,
                "FleetIT: media again %.1f s after %s: rooms moved %.1f, lost %.1f, ticket %.1f, joined %.1f%n",
                again,
                what,
                (lastMove() - faultMillis) / 1e3,
                latest(people, "lost", faultMillis),
                latest(people, "ticket", faultMillis),
                latest(people, "joined", faultMillis));
    }

    /** Of all runs together. */
    void sum() {
        all.forEach((what, times) -> {
            times.sort(Comparator.naturalOrder());
            System.out.printf(
                    Locale.ROOT,
                    "FleetIT: media again after %s in %d runs: p50 %.1f s, p95 %.1f s of %s%n",
                    what,
                    times.size(),
                    times.get((times.size() - 1) / 2),
                    times.get((int) Math.ceil(times.size() * 0.95) - 1),
                    times.stream()
                            .map(it -> String.format(Locale.ROOT, "%.1f", it))
                            .toList());
        });
    }

    private static double latest(List<Person> people, String step, long faultMillis) {
        return people.stream()
                        .mapToDouble(
                                person -> ((Number) person.page().evaluate(MARK, step)).doubleValue() - faultMillis)
                        .max()
                        .orElse(Double.NaN)
                / 1e3;
    }

    private long lastMove() {
        try {
            long last = 0;
            Matcher moved = MOVED.matcher(Files.readString(log));
            while (moved.find()) {
                last = Long.parseLong(moved.group(1));
            }
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
