package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Has every change of a call counted. */
@ApplicationScoped
public class CountedCalls implements CallObserver {
    @Inject
    CallTally tally;

    @Override
    public void happened(CallChange change) {
        tally.happened(change);
    }
}
