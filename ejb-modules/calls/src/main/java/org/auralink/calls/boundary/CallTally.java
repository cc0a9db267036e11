package org.auralink.calls.boundary;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Objects;
import org.auralink.calls.control.CallMetrics;

/** Counts what became of calls when it stands: what is undone and tried again is counted once. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class CallTally {
    @Resource
    TransactionSynchronizationRegistry transactions;

    /** Counts the change at the end of the transaction that runs. */
    public void happened(CallChange change) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing is certain yet.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    count(change);
                }
            }
        });
    }

    private static void count(CallChange change) {
        switch (change.kind()) {
            case STARTED -> CallMetrics.started();
            case ENDED ->
                CallMetrics.ended(
                        Objects.requireNonNullElse(change.call().endReason(), "completed"),
                        Objects.requireNonNullElse(change.call().durationSeconds(), 0));
            case JOINED -> CallMetrics.entered();
            case LEFT -> CallMetrics.left();
            case RESUMED, ROOM_STARTED, ROOM_FINISHED, PARTICIPANT_JOINED, PARTICIPANT_LEFT -> {
                // Of rooms the nodes' own metrics tell.
            }
        }
    }
}
