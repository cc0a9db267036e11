package org.auralink.api;

import org.auralink.shared.web.BodyFilter;

/** No request of this API needs more than a name and a few numbers. */
public class ApiBodyFilter extends BodyFilter {
    static final int LIMIT_BYTES = 16 << 10;

    public ApiBodyFilter() {
        super(LIMIT_BYTES);
    }
}
