package org.auralink.auth;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.PreMatching;
import org.auralink.shared.web.BodyLimitFilter;

/** As much as Supabase takes. */
@PreMatching
@Priority(BodyLimitFilter.BEFORE_MATCHING)
public class GoTrueBodyLimit extends BodyLimitFilter {
    private static final long LIMIT_BYTES = 1_048_576;

    public GoTrueBodyLimit() {
        super(LIMIT_BYTES);
    }
}
