package org.auralink.mail.boundary;

import java.time.Duration;

/**
 * A mail to somebody. Texts in it are taken as they are, at most as long as {@code entity.Limits} says, and appear in the
 * mail as text only. Prints nothing of what is in it.
 *
 * @param recipient an e-mail address in ASCII: who has an account has one of this form
 * @param content what it says
 * @param validity for how long its links and codes work; what could not be sent until then is not sent at all
 */
public record Mail(String recipient, Content content, Duration validity) {
    /** What a mail says. Links are absolute URLs; codes are what may be typed in instead. */
    public sealed interface Content {
        /** Whether it is dropped rather than refused when too many wait for the address: what it tells stands without it. */
        default boolean mayBeLeftOut() {
            return false;
        }
    }

    /** Somebody signed up with the address. */
    public record Confirmation(String link, String code) implements Content {
        @Override
        public String toString() {
            return "Confirmation[redacted]";
        }
    }

    /** Somebody forgot the password of the account. */
    public record Recovery(String link, String code) implements Content {
        @Override
        public String toString() {
            return "Recovery[redacted]";
        }
    }

    /** Somebody signs in without a password. */
    public record MagicLink(String link, String code) implements Content {
        @Override
        public String toString() {
            return "MagicLink[redacted]";
        }
    }

    /** An account was made for the address, by who runs the instance. */
    public record Invitation(String link, String code) implements Content {
        @Override
        public String toString() {
            return "Invitation[redacted]";
        }
    }

    /**
     * The address of the account is to be another. Goes to the old one and to the new one, each with its own link.
     *
     * @param newAddress what it is to be
     */
    public record EmailChange(String link, String code, String newAddress) implements Content {
        @Override
        public String toString() {
            return "EmailChange[redacted]";
        }
    }

    /** The person is to prove once more who they are; there is no link, since the page that asks is open. */
    public record Reauthentication(String code) implements Content {
        @Override
        public String toString() {
            return "Reauthentication[redacted]";
        }
    }

    /**
     * A member of an organization invites somebody into it.
     *
     * @param organization its name
     * @param inviter name of who invites
     * @param role what the invited will be, in a word that people read: {@code moderator}
     */
    public record MemberInvitation(String link, String organization, String inviter, String role) implements Content {
        @Override
        public String toString() {
            return "MemberInvitation[redacted]";
        }
    }

    /** Too many wrong passwords: the link lets the owner of the account in again at once. */
    public record UnlockAccount(String link) implements Content {
        @Override
        public String toString() {
            return "UnlockAccount[redacted]";
        }
    }

    /**
     * Somebody wants to have the person among their contacts. Says the same whether the address has an account or not.
     *
     * @param asker name of who asks
     */
    public record ContactRequest(String link, String asker) implements Content {
        @Override
        public boolean mayBeLeftOut() {
            return true;
        }

        @Override
        public String toString() {
            return "ContactRequest[redacted]";
        }
    }

    /**
     * A contact calls.
     *
     * @param link that leads into the call
     * @param caller name of who calls
     */
    public record ContactCall(String link, String caller) implements Content {
        @Override
        public boolean mayBeLeftOut() {
            return true;
        }

        @Override
        public String toString() {
            return "ContactCall[redacted]";
        }
    }

    /** Something about the account changed, which its owner should know of. */
    public record Notice(Change change) implements Content {
        @Override
        public boolean mayBeLeftOut() {
            return true;
        }
    }

    /** What changed. */
    public enum Change {
        PASSWORD_CHANGED,
        EMAIL_CHANGED,
        FACTOR_ADDED,
        FACTOR_REMOVED,
        IDENTITY_LINKED,
        IDENTITY_UNLINKED,
        ACCOUNT_DELETED
    }

    @Override
    public String toString() {
        return "Mail[" + content.getClass().getSimpleName() + "]";
    }
}
