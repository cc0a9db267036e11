package org.auralink.identity.control;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Names in AuraIDs that nobody gets by asking, because others would take their bearer for somebody who speaks for the
 * service (RFC 2142 and custom), with what only looks like them: {@code adm1n}, {@code support-2}.
 */
public final class ReservedNames {
    private static final Set<String> ALWAYS = Set.of(
            "abuse",
            "account",
            "accounts",
            "admin",
            "administrator",
            "all",
            "anonymous",
            "api",
            "aura",
            "auralink",
            "billing",
            "bot",
            "contact",
            "everyone",
            "guest",
            "help",
            "helpdesk",
            "here",
            "hostmaster",
            "info",
            "legal",
            "mailer-daemon",
            "mod",
            "moderator",
            "noc",
            "noreply",
            "nobody",
            "null",
            "official",
            "operator",
            "owner",
            "postmaster",
            "privacy",
            "root",
            "sales",
            "security",
            "server",
            "service",
            "staff",
            "status",
            "superuser",
            "support",
            "sysadmin",
            "system",
            "team",
            "undefined",
            "webmaster",
            "www");

    /** In no name at all: whoever bears it would be one of us. */
    private static final String OURS = outline("auralink");

    private final Set<String> outlines;

    /** @param more of the operator's, in addition */
    public ReservedNames(Set<String> more) {
        this.outlines = Stream.concat(ALWAYS.stream(), more.stream())
                .map(ReservedNames::outline)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The name that somebody gets if nobody has it: the wish, or what their e-mail address suggests. A reserved name that
     * only the address suggests is no name, so that {@code admin@…} can sign up.
     *
     * @param email null for who has none
     * @throws org.auralink.shared.RefusedException naming the field, when a reserved name is wished for
     */
    public AuraName choose(@Nullable String wish, @Nullable EmailAddress email) {
        AuraName wished = AuraName.wished(wish).orElse(null);
        if (wished == null) {
            if (email == null) {
                return AuraName.nameless();
            }
            AuraName suggested = AuraName.suggestedBy(email);
            return isReserved(suggested) ? AuraName.nameless() : suggested;
        }
        if (isReserved(wished)) {
            throw Refusal.invalid("data.username", "is reserved. Choose another one.")
                    .asException();
        }
        return wished;
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming {@code aura_id}, for a reserved name */
    public void refuseReserved(AuraName name) {
        if (isReserved(name)) {
            throw Refusal.invalid("aura_id", "is reserved. Choose another one.").asException();
        }
    }

    private boolean isReserved(AuraName name) {
        String outline = outline(name.value());
        return outlines.contains(outline) || outline.contains(OURS);
    }

    /** What is left for a hasty reader: no separators, no numbers behind, and digits as the letters that they resemble. */
    private static String outline(String name) {
        return name.replaceAll("[-_]", "")
                .replaceAll("(?<=.)\\d+$", "")
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('l', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't');
    }
}
