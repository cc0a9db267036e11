package org.auralink.quality.control;

import java.time.Instant;
import org.auralink.shared.OrganizationId;

/**
 * Something that happened at one moment of a call, as {@code quality_moments} knows it.
 *
 * @param organization whose call it is
 * @param call its id
 * @param sid the joining it happened to; empty for the call as a whole
 * @param identity whose joining
 * @param at when, by a clock that can be trusted
 * @param kind such as {@code muted}
 * @param detail of what: a track's source, a node's id; empty for nothing
 */
public record Moment(
        OrganizationId organization, String call, String sid, String identity, Instant at, String kind, String detail) {

    @Override
    public String toString() {
        return "Moment[" + kind + "]";
    }
}
