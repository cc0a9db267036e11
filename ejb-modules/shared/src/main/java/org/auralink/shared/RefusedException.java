package org.auralink.shared;

import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Refusal} to the door. Rolls the transaction back; containers hand it on unwrapped. */
@ApplicationException(rollback = true, inherited = true)
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** @param cause what made it necessary, for the log; {@code null} for a mistake of the client */
    RefusedException(Refusal refusal, @Nullable Throwable cause) {
        // A refusal is an answer, not a fault: nobody reads its stack.
        super(refusal.code(), cause, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
