package org.auralink.api;

import jakarta.servlet.http.HttpServletRequest;
import org.auralink.shared.web.BodyFilter;

/** No request of this API needs more than a name and a few numbers, but for the one that brings a picture. */
public class ApiBodyFilter extends BodyFilter {
    static final int LIMIT_BYTES = 16 << 10;

    /** A photograph of a thousand pixels on each side; the console sends a tenth of it. */
    static final int PICTURE_BYTES = 1 << 20;

    public ApiBodyFilter() {
        super(LIMIT_BYTES);
    }

    @Override
    protected long limitBytes(HttpServletRequest request) {
        return request.getRequestURI().endsWith(MyPictureResource.PATH) ? PICTURE_BYTES : super.limitBytes(request);
    }
}
