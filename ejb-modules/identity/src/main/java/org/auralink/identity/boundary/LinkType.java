package org.auralink.identity.boundary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What a link of {@code /admin/generate_link} does, in GoTrue's words. */
public enum LinkType {
    SIGNUP(OneTimeTokenKind.CONFIRMATION, "signup"),
    INVITE(OneTimeTokenKind.CONFIRMATION, "invite"),
    MAGICLINK(OneTimeTokenKind.RECOVERY, "magiclink"),
    RECOVERY(OneTimeTokenKind.RECOVERY, "recovery"),
    EMAIL_CHANGE_CURRENT(OneTimeTokenKind.EMAIL_CHANGE_CURRENT, "email_change"),
    EMAIL_CHANGE_NEW(OneTimeTokenKind.EMAIL_CHANGE_NEW, "email_change");

    private final OneTimeTokenKind kind;
    private final String inLink;

    LinkType(OneTimeTokenKind kind, String inLink) {
        this.kind = kind;
        this.inLink = inLink;
    }

    /** @throws org.auralink.shared.RefusedException naming the field {@code type} */
    public static LinkType of(@Nullable String text) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(text))
                .findFirst()
                .orElseThrow(() -> {
                    String sentence = "Invalid email action link type requested: " + words();
                    return new Refusal.Invalid("validation_failed", sentence, List.of(new FieldError("type", sentence)))
                            .asException();
                });
    }

    private static String words() {
        return "take "
                + String.join(", ", Arrays.stream(values()).map(LinkType::word).toList());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    OneTimeTokenKind kind() {
        return kind;
    }

    /** The {@code type} in the link itself. */
    String inLink() {
        return inLink;
    }

    boolean isEmailChange() {
        return this == EMAIL_CHANGE_CURRENT || this == EMAIL_CHANGE_NEW;
    }
}
