package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.shared.web.Operators;

/** Lets those in who operate the server, and counts the attempts of everybody else. */
@RequestScoped
public class OperatorAccess {

    @Inject
    private Operators operators;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    /**
     * Operators are not counted: that would ask Redis, which may be what they want to know about.
     *
     * @throws org.auralink.shared.RefusedException forbidden when the caller does not operate the server; rate limited
     */
    void require(HttpServletRequest request) {
        if (!operators.includes(caller.get())) {
            limits.reading(request);
        }
        operators.require(caller.get());
    }
}
