package org.auralink.oauth.entity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a client shows at the token endpoint who it is (RFC 7591, 2). */
public enum AuthMethod {
    /** Not at all: it is a program in the hands of people, and keeps no secret. */
    NONE,
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AuthMethod> ofWireName(String word) {
        return Arrays.stream(values()).filter(it -> it.wireName().equals(word)).findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(AuthMethod::wireName).toList();
    }
}
