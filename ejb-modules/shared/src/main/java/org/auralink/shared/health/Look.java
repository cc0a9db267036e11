package org.auralink.shared.health;

import java.util.List;
import java.util.concurrent.Callable;
import org.auralink.findings.Check;
import org.auralink.findings.Finding;

/**
 * One thing to look at.
 *
 * @param unanswered what is found when no answer comes in time, or none at all
 * @param question looks; may take as long as it wants, on a thread of its own, and fail
 */
public record Look(Finding unanswered, Callable<List<Finding>> question) {
    /**
     * @param change what is to be done when it does not answer
     */
    public static Look at(Check check, String subject, String change, Callable<List<Finding>> question) {
        return new Look(Finding.error(check, subject, "No answer came.", change), question);
    }
}
