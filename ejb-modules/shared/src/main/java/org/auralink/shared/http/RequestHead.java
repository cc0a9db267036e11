package org.auralink.shared.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The line and the fields that a request begins with, read as strictly as RFC 9112 lets a server: whatever two programs on
 * its way could read differently is refused, because one of them would see a second request in it.
 *
 * @param path as it was sent
 * @param length of the body, {@link #CHUNKED} when it comes in chunks
 * @param forHeadAlone whether its answer ends with the header fields, whatever they say of a body (RFC 9110, 9.3.2)
 */
record RequestHead(String path, long length, boolean forHeadAlone) {
    static final long CHUNKED = -1;

    /** What any address here takes, and what browsers ask before. */
    static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private static final Set<String> KNOWN = Set.of(METHODS.split(", "));

    /**
     * A body of theirs has no meaning (RFC 9110, 9.3.1), and not everybody on the way reads it. The same is true of DELETE, but
     * Supabase's clients say in one whether an account is to be deleted for good.
     */
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String HOST = "[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*";

    /**
     * @param head in ISO 8859-1, with the empty line at its end
     * @throws RefusedHead when it is no head of a request that is served here
     */
    static RequestHead of(String head) throws RefusedHead {
        String[] lines = head.substring(0, head.length() - 4).split("\r\n", -1);
        var line = new Line(lines[0]);
        if (lines.length - 1 > Limits.FIELDS) {
            throw new RefusedHead(new Refused(
                    Refused.FIELDS_TOO_LARGE,
                    "headers_too_large",
                    "The request has more than " + Limits.FIELDS + " header fields.",
                    line.path));
        }
        return new Fields(line, lines).head();
    }

    /**
     * A first line is refused before anything comes behind it: whoever speaks something else may be waiting.
     *
     * @throws RefusedHead when no request of ours begins so
     */
    static void requireLine(String line) throws RefusedHead {
        new Line(line);
    }

    private static final class Line {
        private final String method;
        private final String path;
        private final boolean old;

        Line(String line) throws RefusedHead {
            String[] words = line.split(" ", -1);
            path = words.length > 1 ? Target.path(words[1]) : "/";
            if (words.length != 3 || !words[0].matches(TOKEN)) {
                throw malformed(
                        "A request begins with a method, an address and HTTP/1.1, with one blank between them.");
            }
            method = words[0];
            String fault = Target.fault(words[1]);
            if (fault != null) {
                throw malformed(fault);
            }
            if (!words[2].matches("HTTP/1\\.[01]")) {
                throw words[2].matches("HTTP/[0-9]\\.[0-9]")
                        ? new RefusedHead(new Refused(
                                Refused.VERSION_NOT_SUPPORTED,
                                "http_version_not_supported",
                                "This server speaks HTTP/1.1.",
                                path))
                        : malformed("The request line must end with HTTP/1.1.");
            }
            old = words[2].endsWith("0");
            if (!KNOWN.contains(method)) {
                throw new RefusedHead(new Refused(
                        Refused.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "No address here takes that method, but: " + METHODS + ".",
                        path));
            }
        }

        RefusedHead malformed(String detail) {
            return new RefusedHead(Refused.malformed(detail, path));
        }
    }

    private static final class Fields {
        private final Line line;
        private final List<String> hosts = new ArrayList<>();
        private final List<String> lengths = new ArrayList<>();
        private final List<String> codings = new ArrayList<>();

        Fields(Line line, String[] lines) throws RefusedHead {
            this.line = line;
            for (int i = 1; i < lines.length; i++) {
                String fault = fieldFault(lines[i]);
                if (fault != null) {
                    throw line.malformed(fault);
                }
                int colon = lines[i].indexOf(':');
                String value = lines[i].substring(colon + 1).strip();
                switch (lines[i].substring(0, colon).toLowerCase(Locale.ROOT)) {
                    case "host" -> hosts.add(value);
                    case "content-length" -> lengths.add(value);
                    case "transfer-encoding" -> codings.add(value);
                    default -> {
                        // Of no concern for where the request ends.
                    }
                }
            }
        }

        RequestHead head() throws RefusedHead {
            if (hosts.size() > 1
                    || hosts.isEmpty() && !line.old
                    || hosts.stream().anyMatch(h -> !h.matches(HOST))) {
                throw line.malformed("Exactly one header Host must name a host.");
            }
            if (!codings.isEmpty()) {
                return chunked();
            }
            if (lengths.size() > 1) {
                throw line.malformed("Content-Length may stand there once.");
            }
            String length = lengths.isEmpty() ? "0" : lengths.get(0);
            if (!length.matches("[0-9]{1," + Limits.LENGTH_DIGITS + "}")) {
                throw line.malformed("Content-Length must be a number of bytes.");
            }
            return of(body(Long.parseLong(length)));
        }

        private RequestHead chunked() throws RefusedHead {
            if (!lengths.isEmpty()) {
                throw line.malformed("Content-Length and Transfer-Encoding exclude each other.");
            }
            if (line.old || codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
                throw line.malformed("Transfer-Encoding must be chunked, once, in HTTP/1.1.");
            }
            return of(body(CHUNKED));
        }

        private RequestHead of(long length) {
            return new RequestHead(line.path, length, line.method.equals("HEAD"));
        }

        private long body(long length) throws RefusedHead {
            if (length != 0 && WITHOUT_BODY.contains(line.method)) {
                throw line.malformed(line.method + " takes no body.");
            }
            return length;
        }
    }

    /**
     * What is wrong with a line of fields (RFC 9112, 5); null when nothing is.
     *
     * @param line without its end
     */
    static @Nullable String fieldFault(String line) {
        int colon = line.indexOf(':');
        if (colon < 0 || !line.substring(0, colon).matches(TOKEN)) {
            return "Each header field is a line of a name, a colon at once behind it, and a value.";
        }
        return line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7F)
                ? "A header field holds a control character, or a line that does not end with CR LF."
                : null;
    }

    /** As an exception, which never leaves this package: several places find a fault, and one answers. */
    static final class RefusedHead extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Refused refused;

        RefusedHead(Refused refused) {
            super(refused.detail(), null, false, false);
            this.refused = refused;
        }

        Refused refused() {
            return refused;
        }
    }
}
