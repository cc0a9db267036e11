package org.auralink.media.node.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which route answers which path: exact paths first, then prefixes in the order they were added, else 404. */
public final class Routes {
    private final Map<String, Route> exact = new HashMap<>();
    private final Map<String, Route> prefixes = new LinkedHashMap<>();
    private final Set<String> forPages = new LinkedHashSet<>();

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

    /** Pages of other sites may read what this path and those below it answer; {@code /} stands for itself only. */
    public Routes forPages(String path) {
        forPages.add(path);
        return this;
    }

    /** Whether {@link #forPages} names the path of a request target. */
    boolean areForPages(String target) {
        int question = target.indexOf('?');
        String path = (question < 0 ? target : target.substring(0, question)).replaceAll("/{2,}", "/");
        return forPages.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
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
