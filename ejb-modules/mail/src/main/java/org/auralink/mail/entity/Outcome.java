package org.auralink.mail.entity;

/**
 * What became of one attempt to send a mail.
 *
 * @param verdict what follows from it
 * @param problem a sentence about why it failed, empty when it did not; may quote what the mail server said
 */
public record Outcome(Verdict verdict, String problem) {
    /** What follows from an attempt. */
    public enum Verdict {
        /** A mail server has it now, and answers for it. */
        ACCEPTED,
        /** The mailbox keeps it, with its links, for whoever develops. */
        KEPT,
        /** Later it may work: the server is away, busy, or does not know us (RFC 5321, 4.2.1: 4yz). */
        FAILED,
        /** The server will never take this mail (5yz). */
        REFUSED
    }

    public static Outcome accepted() {
        return new Outcome(Verdict.ACCEPTED, "");
    }

    public static Outcome kept() {
        return new Outcome(Verdict.KEPT, "");
    }

    public static Outcome failed(String problem) {
        return new Outcome(Verdict.FAILED, bounded(problem));
    }

    public static Outcome refused(String problem) {
        return new Outcome(Verdict.REFUSED, bounded(problem));
    }

    private static String bounded(String problem) {
        String line = problem.replaceAll("[\\p{Cntrl}]+", " ").strip();
        return line.substring(0, Math.min(line.length(), Limits.ERROR_LENGTH));
    }

    /** What a mail server says may quote an address. */
    @Override
    public String toString() {
        return "Outcome[" + verdict + "]";
    }
}
