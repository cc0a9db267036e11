package org.auralink.media.node.agents;

import java.util.LinkedHashSet;
import java.util.Set;
import org.auralink.media.room.model.ParticipantInfo;

/** A participant for whose sake agents may come. */
final class Person {
    private final Set<Job> jobs = new LinkedHashSet<>();
    private ParticipantInfo info;
    private boolean publishes;
    private boolean gone;

    Person(ParticipantInfo info) {
        this.info = info;
    }

    ParticipantInfo info() {
        return info;
    }

    void is(ParticipantInfo now) {
        info = now;
    }

    /** Jobs on its account that have not ended. */
    Set<Job> jobs() {
        return jobs;
    }

    boolean publishes() {
        return publishes;
    }

    /** Whether this is the first that it publishes. */
    boolean published() {
        boolean first = !publishes;
        publishes = true;
        return first;
    }

    boolean isGone() {
        return gone;
    }

    void left() {
        gone = true;
    }
}
