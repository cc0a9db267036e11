package org.auralink.calls.entity;

import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import org.auralink.shared.OrganizationId;

/**
 * Notices each change of a call or of who is in it, whoever makes it, so that nobody who changes something has to think of
 * the copies. What is told may still be rolled back.
 */
public class CallChanges {
    /** Who wants to know. */
    @FunctionalInterface
    public interface Listener {
        /** Within the transaction that changes it. */
        void changed(CallId call, OrganizationId organization);
    }

    // JPA makes listeners by itself, in an EAR without CDI: nothing can be handed to one.
    private static volatile Listener listener = (call, organization) -> {};

    /** From now on; there is one. */
    public static void tell(Listener who) {
        listener = who;
    }

    @PostPersist
    @PostUpdate
    @PostRemove
    void changed(Object entity) {
        if (entity instanceof Call call) {
            listener.changed(call.id(), call.organization());
        } else if (entity instanceof CallParticipant participant) {
            listener.changed(participant.call(), participant.organization());
        }
    }
}
