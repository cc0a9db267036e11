package org.auralink.console;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What an address of the web server stands for, as far as the console is concerned. */
enum Resource {
    /** An address of the web app: the browser gets the one page, and the app shows what belongs there. */
    PAGE,
    /** No address at all, asked for by a person: the page says so, with status 404. */
    NOWHERE,
    /** A built file; its name holds a hash of its content, so it never changes. */
    ASSET,
    /** The certificate of an authority of one's own, for devices; somebody else's where there is none. */
    AUTHORITY,
    /** Somebody else's: an API, health, metrics, or a file that is not there. */
    OTHER;

    private static final String AUTHORITY_PATH = "/authority.crt";
    private static final Pattern ASSETS = Pattern.compile("/assets/[A-Za-z0-9_.-]+");
    private static final Pattern PAGES =
            Pattern.compile("/|/index\\.html|/sign-in|/sign-up|/sign-in-by-mail|/forgotten-password|/arrived"
                    + "|/second-factor|/new-password|/account|/contacts|/invitation|/organization(/keys|/audit)?"
                    + "|/calls/[^/.]+(/[^/.]+)?|/join/[^/.]+(/[^/.]+)?"
                    + "|/webhooks(/[^/.]+)?|/dead-letters|/operations|/nodes|/alerts|/oauth/consent");

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-]+)+/?");

    /** First parts of paths that belong to others, who have their own ways of saying that something is not there. */
    private static final Set<String> OTHERS =
            Set.of("api", "assets", "auth", "dev", "health", "metrics", "openapi", "rtc", "twirp");

    /**
     * Decides by the request line and what the client takes.
     *
     * @param method HTTP method
     * @param path path below the context root, decoded, without query
     * @param accept the Accept header, empty when there is none
     */
    static Resource of(String method, String path, String accept) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return OTHER;
        }
        if (path.equals(AUTHORITY_PATH)) {
            return AUTHORITY;
        }
        if (ASSETS.matcher(path).matches()) {
            return ASSET;
        }
        if (takesHtml(accept) && PAGES.matcher(path).matches()) {
            return PAGE;
        }
        boolean person = accept.toLowerCase(Locale.ROOT).contains("text/html");
        return person && PATH.matcher(path).matches() && !OTHERS.contains(path.split("/")[1]) ? NOWHERE : OTHER;
    }

    private static boolean takesHtml(String accept) {
        String types = accept.toLowerCase(Locale.ROOT);
        return types.isEmpty() || types.contains("text/html") || types.contains("*/*");
    }
}
