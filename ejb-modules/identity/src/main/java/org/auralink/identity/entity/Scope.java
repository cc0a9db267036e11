package org.auralink.identity.entity;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What another system may know of a person who signs in to it with an account of ours (OpenID Connect Core, 5.4). */
public enum Scope {
    /** Who they are: the id, in a token that says so. */
    OPENID,
    /** What they are called, and what they say about themselves. */
    PROFILE,
    /** Their address. */
    EMAIL,
    /** Their telephone number. */
    PHONE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Case matters (RFC 6749, 3.3). */
    public static Optional<Scope> ofWireName(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(word))
                .findFirst();
    }

    /** Those among the words, which are separated by blanks; words of others are left out. */
    public static Set<Scope> of(String words) {
        return Arrays.stream(words.split(" ", -1))
                .map(Scope::ofWireName)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** As they stand in a request and in a token: in one order, whatever the order in which somebody asked. */
    public static String text(Collection<Scope> scopes) {
        return scopes.stream().sorted().distinct().map(Scope::wireName).collect(Collectors.joining(" "));
    }
}
