package org.auralink.auth;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Where the other pages of a list are (RFC 8288). Supabase's clients read the number behind the first equals sign, and how
 * many there are altogether from another header.
 *
 * @param path of the list
 * @param page from 1
 */
record PageLinks(String path, int page, int perPage, long lastPage) {
    private static final String TOTAL = "X-Total-Count";

    /** @param total how many there are altogether */
    Response answer(Object body, long total) {
        String next = page < lastPage ? link(page + 1L, "next") + ", " : "";
        return Response.ok(body)
                .header(TOTAL, total)
                .header(HttpHeaders.LINK, next + link(lastPage, "last"))
                .build();
    }

    private String link(long which, String relation) {
        return "<" + path + "?page=" + which + "&per_page=" + perPage + ">; rel=\"" + relation + "\"";
    }
}
