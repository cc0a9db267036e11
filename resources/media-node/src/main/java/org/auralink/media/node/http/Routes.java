package org.auralink.media.node.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which route answers which path: exact paths first, then prefixes in the order they were added, else 404. */
public final class Routes {
    private final Map<String, Route> exact = new HashMap<>();
    private final Map<String, Route> prefixes = new LinkedHashMap<>();

    /** Adds a route for one path, which replaces an earlier one. */
    public Routes exact(String path, Route route) {
        exact.put(path, route);
        return this;
    }

    /** Adds a route for all paths that begin with {@code prefix} and have none of their own. */
    public Routes prefix(String prefix, Route route) {
        prefixes.put(prefix, route);
        return this;
    }

    Route find(String path) {
        Route route = exact.get(path);
        if (route != null) {
            return route;
        }
        for (var entry : prefixes.entrySet()) {
            if (path.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return Exchange::notFound;
    }
}
