package org.auralink.identity.boundary;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.auralink.identity.entity.Scope;

/** What other systems may ask for (RFC 6749, 3.3): names, and which of the person's claims they stand for. */
public final class ClientScopes {
    private ClientScopes() {}

    /** All that there are, as they stand in requests. */
    public static Set<String> supported() {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(Scope.values()).map(Scope::wireName).forEach(names::add);
        return names;
    }

    /** Names of {@link #supported}, in one order and once each, separated by blanks. */
    public static String text(Set<String> names) {
        return Scope.text(names.stream()
                .map(name -> Scope.ofWireName(name).orElseThrow(() -> new IllegalArgumentException("no such scope")))
                .toList());
    }

    /** The claims that {@link PersonClaims} may tell, as OpenID Connect Discovery lists them. */
    public static List<String> claims() {
        return List.of(
                "sub",
                "name",
                "preferred_username",
                "picture",
                "updated_at",
                "email",
                "email_verified",
                "phone_number",
                "phone_number_verified");
    }
}
