package org.auralink.quality.control;

import java.time.Instant;
import java.util.List;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.shared.OrganizationId;

/**
 * One report, and what follows from it.
 *
 * @param organization whose call it is
 * @param report as the node told it
 * @param at when, by a clock that can be trusted
 * @param kept whether the measurements are kept: not when there are some of a moment before
 * @param findings rules that are broken, or were a moment ago
 * @param moments what is different from the report before
 */
public record Judgement(
        OrganizationId organization,
        ParticipantQuality report,
        Instant at,
        boolean kept,
        List<Finding> findings,
        List<Moment> moments) {}
