package org.auralink.oauth.entity;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser brings a code (RFC 6749, 3.1.2). A client names all of them beforehand, and one that comes with a request
 * is compared character by character: no path below, no other host, no case, no spelling of the same.
 */
public record RedirectUri(String text) {
    /** What a browser would run, show or open itself instead of handing it to an application. */
    private static final Set<String> NOBODYS = Set.of(
            "javascript",
            "vbscript",
            "data",
            "blob",
            "file",
            "filesystem",
            "about",
            "view-source",
            "ws",
            "wss",
            "ftp",
            "mailto",
            "tel",
            "sms",
            "chrome",
            "resource",
            "intent");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** RFC 8252, 7.3: a native application takes whatever port it gets. Addresses, since a name may lead elsewhere. */
    private static final Pattern NATIVE =
            Pattern.compile("http://(127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?(/[^\\s#\\\\]*)?");

    /**
     * What is wrong with an address that a client wants to register.
     *
     * @return what completes the sentence "The field redirect_uris …"; null for one that is taken
     */
    public static @Nullable String objectionTo(String text) {
        if (text.isEmpty() || text.length() > Limits.ADDRESS) {
            return "must be addresses of 1 to " + Limits.ADDRESS + " characters.";
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return "must be absolute URIs.";
        }
        if (!uri.isAbsolute() || uri.isOpaque()) {
            return "must be absolute URIs.";
        } else if (text.contains("#")) {
            return "must not have a fragment.";
        } else if (text.contains("*")) {
            return "must not have a wildcard: they are compared character by character.";
        } else if (uri.getRawUserInfo() != null) {
            return "must not have a user name.";
        }
        return objectionToScheme(uri, uri.getScheme().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String objectionToScheme(URI uri, String scheme) {
        if (NOBODYS.contains(scheme)) {
            return "must not be of the scheme " + scheme + ".";
        } else if (!scheme.equals("http") && !scheme.equals("https")) {
            // A native application's own (RFC 8252, 7.1).
            return null;
        } else if (uri.getHost() == null) {
            return "must name a host.";
        } else if (scheme.equals("http") && !LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
            return "must be https, or http on the machine itself: the code would be read on the way.";
        }
        return null;
    }

    /** May a code go where a request wants it, since this is registered? */
    public boolean allows(String wanted) {
        if (text.equals(wanted)) {
            return true;
        }
        Matcher ours = NATIVE.matcher(text);
        Matcher theirs = NATIVE.matcher(wanted);
        return ours.matches()
                && theirs.matches()
                && objectionTo(wanted) == null
                && ours.group(1).equals(theirs.group(1))
                && path(ours).equals(path(theirs));
    }

    private static String path(Matcher address) {
        return address.group(3) == null ? "" : address.group(3);
    }

    /** Whether what comes there comes to whom the address belongs, and to no other program (RFC 8252, 8.6). */
    public boolean isOfAnOwner() {
        return text.startsWith("https://");
    }

    /** As people read where they go: the host, or the scheme of an application. */
    public String place() {
        URI uri = URI.create(text);
        return uri.getHost() == null ? uri.getScheme() + ":" : uri.getHost();
    }

    /** With parameters added (RFC 6749, 4.1.2): those that it has stay. */
    public URI with(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(text + (text.contains("?") ? text.endsWith("?") ? "" : "&" : "?") + query);
    }
}
