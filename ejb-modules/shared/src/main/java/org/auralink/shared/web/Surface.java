package org.auralink.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What is shown of a path at a port. */
enum Surface {
    /** The application, or at the administration's port the server. */
    OPEN,
    /** Health, as a status alone. */
    BARE,
    /** As if it were not there. */
    HIDDEN;

    private static final Set<String> BARE_HEALTH = Set.of("/health/live", "/health/started", "/health/ready");

    /**
     * Our own metrics are answered before this is asked.
     *
     * @param path below the server's root, decoded
     */
    static Surface of(String path, boolean administration) {
        boolean health = isBelow(path, "/health");
        if (administration) {
            return health ? OPEN : HIDDEN;
        }
        if (BARE_HEALTH.contains(path)) {
            return BARE;
        }
        // The server's description of the API lacks most of ours, which is at /api/v1/openapi.
        return health || isBelow(path, "/metrics") || isBelow(path, "/openapi") ? HIDDEN : OPEN;
    }

    /** Where the request goes, as the server understood it: not the text of the request, which has many spellings. */
    static String path(HttpServletRequest request) {
        String within = request.getPathInfo() == null ? "" : request.getPathInfo();
        return request.getContextPath() + request.getServletPath() + within;
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
