package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** Another address that somebody asked for, and which of the two addresses has agreed so far. */
@Embeddable
class EmailChange {
    @Column(name = "new_email")
    private @Nullable String newEmail;

    @Column(name = "email_change_confirmed")
    private @Nullable String confirmed;

    /** For JPA. */
    protected EmailChange() {}

    EmailChange(EmailAddress wish) {
        this.newEmail = wish.value();
    }

    @Nullable
    String wished() {
        return newEmail;
    }

    /**
     * One of the two addresses agrees.
     *
     * @return whether the other one has agreed already
     */
    boolean agrees(OneTimeTokenKind from) {
        String side = from == OneTimeTokenKind.EMAIL_CHANGE_NEW ? "new" : "current";
        boolean otherAgreed = confirmed != null && !confirmed.equals(side);
        this.confirmed = side;
        return otherAgreed;
    }
}
