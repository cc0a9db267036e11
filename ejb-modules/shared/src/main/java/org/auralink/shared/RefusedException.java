package org.auralink.shared;

import jakarta.ejb.ApplicationException;

/** Carries a {@link Refusal} to the door. Rolls the transaction back; containers hand it on unwrapped. */
@ApplicationException(rollback = true, inherited = true)
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        // A refusal is an answer, not a fault: nobody reads its stack.
        super(refusal.code(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
