package org.auralink.identity.boundary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What a link or a code is for, in Supabase's words; several of them are one kind of token here. */
public enum VerificationType {
    SIGNUP(Set.of(OneTimeTokenKind.CONFIRMATION)),
    INVITE(Set.of(OneTimeTokenKind.CONFIRMATION)),
    RECOVERY(Set.of(OneTimeTokenKind.RECOVERY)),
    MAGICLINK(Set.of(OneTimeTokenKind.RECOVERY)),
    /** A code out of a mail, whatever it was sent for. */
    EMAIL(Set.of(OneTimeTokenKind.CONFIRMATION, OneTimeTokenKind.RECOVERY)),
    EMAIL_CHANGE(Set.of(OneTimeTokenKind.EMAIL_CHANGE_CURRENT, OneTimeTokenKind.EMAIL_CHANGE_NEW));

    private final Set<OneTimeTokenKind> kinds;

    VerificationType(Set<OneTimeTokenKind> kinds) {
        this.kinds = kinds;
    }

    /** @throws org.auralink.shared.RefusedException naming the field {@code type} */
    public static VerificationType of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw invalid("Verify requires a verification type").asException();
        }
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid("Unsupported verification type").asException());
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<OneTimeTokenKind> kinds() {
        return kinds;
    }

    /** How the session will have been opened, in GoTrue's words. */
    String method() {
        return this == RECOVERY ? "recovery" : "otp";
    }

    private static Refusal invalid(String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError("type", detail)));
    }
}
