package org.auralink.auth;

import org.auralink.shared.web.BodyFilter;

/**
 * Far less than the megabyte that Supabase takes, and more than any of its clients needs here: what a person says about
 * themselves may have 4 KiB, which are 24 KiB when each character is escaped, and the rest is an address, a password and
 * proofs of a few hundred bytes.
 */
public class GoTrueBodyFilter extends BodyFilter {
    static final int LIMIT_BYTES = 32 << 10;

    public GoTrueBodyFilter() {
        super(LIMIT_BYTES);
    }
}
