package org.auralink.auth;

import org.auralink.shared.web.BodyLimitFilter;

/** As much as Supabase takes. */
public class GoTrueBodyLimit extends BodyLimitFilter {
    private static final long LIMIT_BYTES = 1_048_576;

    public GoTrueBodyLimit() {
        super(LIMIT_BYTES);
    }
}
