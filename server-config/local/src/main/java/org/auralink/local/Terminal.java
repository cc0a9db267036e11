package org.auralink.local;

import java.io.PrintStream;
import java.util.List;

/** What the person at the terminal reads: a line for each step, one block when all is ready. */
final class Terminal {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final PrintStream errors;

    Terminal(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void ready(String part, long nanos) {
        line(String.format("  %-12s ready after %.1f s", part, nanos / NANOS_PER_SECOND));
    }

    void error(String sentence) {
        errors.println("auralink: " + sentence);
        errors.flush();
    }

    void block(List<String> lines) {
        line("");
        lines.forEach(text -> line("  " + text));
        line("");
    }
}
