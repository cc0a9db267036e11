package org.auralink.media.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** What stands on a command line: flags, and names with values. */
final class Arguments {
    private final Map<String, String> given = new HashMap<>();

    /** @throws IllegalArgumentException naming the argument that is neither */
    Arguments(String[] args, Set<String> flags, Set<String> values) {
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (flags.contains(name)) {
                given.put(name, "");
            } else if (values.contains(name) && rest.hasNext()) {
                given.put(name, rest.next());
            } else {
                throw new IllegalArgumentException(name + ": unknown, or its value is missing");
            }
        }
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    String text(String name, String unless) {
        return given.getOrDefault(name, unless);
    }

    /** @throws IllegalArgumentException naming the argument, when it is no number from {@code least} to {@code most} */
    int number(String name, String unless, int least, int most) {
        return number(name, text(name, unless), least, most, "");
    }

    static int number(String name, String text, int least, int most, String of) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of range.
        }
        throw new IllegalArgumentException(name + ": expected a number from " + least + " to " + most + of);
    }
}
