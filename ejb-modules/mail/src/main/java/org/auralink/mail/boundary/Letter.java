package org.auralink.mail.boundary;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.MailKind;

/** What of a {@link Mail} goes into the outbox: its kind, and the words that the texts of that kind are made with. */
final class Letter {
    /** Of one line, without blanks: nothing that could end a header or begin another address. */
    private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^@<>(),;:\"\\\\\\[\\]]]{1,64}@[A-Za-z0-9.-]{1,253}");

    private final MailKind kind;
    private final Map<String, String> words;

    private Letter(MailKind kind, Map<String, String> words) {
        this.kind = kind;
        this.words = words;
    }

    /** @throws IllegalArgumentException when something in it is longer than anybody may enter it, or no link */
    static Letter of(Mail.Content content) {
        if (content instanceof Mail.Confirmation it) {
            return new Letter(MailKind.CONFIRMATION, linkAndCode(it.link(), it.code()));
        }
        if (content instanceof Mail.Recovery it) {
            return new Letter(MailKind.RECOVERY, linkAndCode(it.link(), it.code()));
        }
        if (content instanceof Mail.MagicLink it) {
            return new Letter(MailKind.MAGIC_LINK, linkAndCode(it.link(), it.code()));
        }
        if (content instanceof Mail.Invitation it) {
            return new Letter(MailKind.INVITATION, linkAndCode(it.link(), it.code()));
        }
        if (content instanceof Mail.EmailChange it) {
            return new Letter(
                    MailKind.EMAIL_CHANGE,
                    Map.of("link", link(it.link()), "code", code(it.code()), "address", address(it.newAddress())));
        }
        if (content instanceof Mail.Reauthentication it) {
            return new Letter(MailKind.REAUTHENTICATION, Map.of("code", code(it.code())));
        }
        if (content instanceof Mail.MemberInvitation it) {
            return new Letter(
                    MailKind.MEMBER_INVITATION,
                    Map.of(
                            "link", link(it.link()),
                            "organization", name(it.organization()),
                            "inviter", name(it.inviter()),
                            "role", name(it.role())));
        }
        if (content instanceof Mail.UnlockAccount it) {
            return new Letter(MailKind.UNLOCK_ACCOUNT, Map.of("link", link(it.link())));
        }
        if (content instanceof Mail.ContactRequest it) {
            return new Letter(MailKind.CONTACT_REQUEST, Map.of("link", link(it.link()), "asker", name(it.asker())));
        }
        if (content instanceof Mail.ContactCall it) {
            return new Letter(MailKind.CONTACT_CALL, Map.of("link", link(it.link()), "caller", name(it.caller())));
        }
        return new Letter(
                MailKind.NOTICE,
                Map.of("change", ((Mail.Notice) content).change().name()));
    }

    MailKind kind() {
        return kind;
    }

    /** By their names in the texts. */
    Map<String, String> words() {
        return words;
    }

    /** @throws IllegalArgumentException when it is no address in ASCII */
    static String address(String address) {
        if (address.length() > Limits.ADDRESS_LENGTH
                || !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("The recipient of a mail is no e-mail address in ASCII.");
        }
        return address;
    }

    /** @throws IllegalArgumentException when it is none, or longer than {@link Limits#LONGEST_VALIDITY} */
    static Duration validity(Duration validity) {
        if (validity.isNegative() || validity.isZero() || validity.compareTo(Limits.LONGEST_VALIDITY) > 0) {
            throw new IllegalArgumentException("A mail is good for up to " + Limits.LONGEST_VALIDITY + ".");
        }
        return validity;
    }

    private static Map<String, String> linkAndCode(String link, String code) {
        return Map.of("link", link(link), "code", code(code));
    }

    /** Of these schemes only: a mail program runs the others. */
    private static String link(String link) {
        boolean web = link.startsWith("https://") || link.startsWith("http://");
        if (!web || link.chars().anyMatch(character -> character <= ' ' || character > '~')) {
            throw new IllegalArgumentException("The link of a mail is no URL of the scheme http or https.");
        }
        return bounded(link, Limits.LINK_LENGTH);
    }

    private static String code(String code) {
        return bounded(code, Limits.CODE_LENGTH);
    }

    private static String name(String name) {
        return bounded(name, Limits.NAME_LENGTH);
    }

    private static String bounded(String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException("A text of a mail has more than " + most + " characters.");
        }
        return text;
    }
}
