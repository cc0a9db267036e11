package org.auralink.identity.control;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.auralink.shared.settings.SettingException;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser may be sent with somebody's session: to the site, or to what the operator lists. Any other wish is no
 * error and leads to the site (as with Supabase Auth), so that a link that somebody forged is worth nothing to them.
 */
public final class RedirectTargets {
    /** Longer ones are no address of a page, and stand in each mail. */
    private static final int MOST_CHARACTERS = 2048;

    /** Many patterns would each be tried with each link. */
    private static final int MOST_PATTERNS = 100;

    private static final Set<String> WEB = Set.of("http", "https");

    /** RFC 8252, 7.3: a native application takes whatever port it gets. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What a host on the web looks like; 2130706433 and 0x7f.1 are hosts to some browsers too, and are not wanted. */
    private static final Pattern HOST_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9-]+(\\.[a-z0-9-]+)*");

    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-f.x]*");

    private final URI site;
    private final List<Pattern> allowed;

    private RedirectTargets(URI site, List<Pattern> allowed) {
        this.site = site;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * @param site where people belong
     * @param patterns URLs in which {@code *} stands for anything but {@code .} and {@code /}, {@code **} for anything and
     *     {@code ?} for one character that is neither
     * @throws SettingException when the site is no web address, or there are too many patterns
     */
    public static RedirectTargets of(String site, List<String> patterns) {
        URI home = parsed(site)
                .filter(RedirectTargets::isWeb)
                .orElseThrow(() -> new SettingException(
                        "The setting " + AccountSettings.SITE_URL.name() + " must be an http or https URL."));
        if (patterns.size() > MOST_PATTERNS) {
            throw new SettingException("The setting " + AccountSettings.REDIRECT_URLS.name() + " may list at most "
                    + MOST_PATTERNS + " URLs.");
        }
        return new RedirectTargets(
                home, patterns.stream().map(RedirectTargets::glob).toList());
    }

    /** The wish if it is allowed, else the site. */
    public URI choose(@Nullable String wish) {
        return wish == null
                ? site
                : parsed(wish).filter(it -> isAllowed(it, wish)).orElse(site);
    }

    private boolean isAllowed(URI target, String text) {
        if (target.getRawUserInfo() != null) {
            return false;
        }
        if (isSite(target)) {
            return true;
        }
        if (isWeb(target) && !isUsualHost(target.getHost())) {
            return false;
        }
        String withoutFragment = text.split("#", 2)[0];
        return allowed.stream().anyMatch(it -> it.matcher(withoutFragment).matches());
    }

    private boolean isSite(URI target) {
        return isWeb(target)
                && site.getScheme().equalsIgnoreCase(target.getScheme())
                && site.getHost().equalsIgnoreCase(target.getHost())
                && (port(site) == port(target) || LOOPBACK.contains(host(target)));
    }

    private static boolean isUsualHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(lower)
                || HOST_NAME.matcher(lower).matches()
                        && !HEXADECIMAL.matcher(lower).matches();
    }

    /** Opaque URIs, such as javascript:…, have neither host nor path. */
    private static Optional<URI> parsed(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && !uri.isOpaque() ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null && WEB.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' && i + 1 < text.length() && text.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^./]*");
            } else if (c == '?') {
                regex.append("[^./]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
