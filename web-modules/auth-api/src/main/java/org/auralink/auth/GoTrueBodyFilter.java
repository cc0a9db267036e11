package org.auralink.auth;

import org.auralink.shared.web.BodyFilter;

/** As much as Supabase takes. */
public class GoTrueBodyFilter extends BodyFilter {
    private static final long LIMIT_BYTES = 1_048_576;

    public GoTrueBodyFilter() {
        super(LIMIT_BYTES);
    }
}
