package org.auralink.mail.control;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which hosts and addresses mean the machine itself. Decided by their text: a name is looked up nowhere. */
public final class ThisMachine {
    /** RFC 6761, 6.3: localhost and names below it; RFC 1122, 3.2.1.3: 127/8; RFC 4291, 2.5.3: ::1. */
    private static final Pattern OWN = Pattern.compile(
            "([a-z0-9-]+\\.)*localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1|::ffff:127(\\.\\d{1,3}){3}");

    private ThisMachine() {}

    /** @param host a name or an address, one of IPv6 with or without brackets; null for none */
    public static boolean isNamedBy(@Nullable String host) {
        return host != null
                && OWN.matcher(host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT))
                        .matches();
    }
}
