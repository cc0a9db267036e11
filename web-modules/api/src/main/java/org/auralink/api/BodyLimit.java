package org.auralink.api;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.PreMatching;
import org.auralink.shared.web.BodyLimitFilter;

/** No request of this API needs more than a name and a few numbers. */
@PreMatching
@Priority(BodyLimitFilter.BEFORE_MATCHING)
public class BodyLimit extends BodyLimitFilter {
    private static final long BYTES = 16 << 10;

    public BodyLimit() {
        super(BYTES);
    }
}
