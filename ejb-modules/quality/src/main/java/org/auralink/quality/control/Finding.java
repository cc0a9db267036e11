package org.auralink.quality.control;

import java.time.Instant;
import org.auralink.quality.entity.IssueKind;

/**
 * What a report says about one rule that is, or just was, an issue.
 *
 * @param kind the rule
 * @param over whether the issue ended; else it begins or goes on
 * @param value in the rule's unit
 * @param since when the issue began
 */
public record Finding(IssueKind kind, boolean over, double value, Instant since) {}
