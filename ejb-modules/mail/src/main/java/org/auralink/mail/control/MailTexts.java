package org.auralink.mail.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.auralink.mail.entity.MailKind;

/** The words of every kind of mail. */
final class MailTexts {
    private static final String NOT_YOU = "If it was not you, ignore this mail: nothing happens.";

    /** From here on days are counted, and no hours. */
    private static final long HOURS_AS_DAYS = 48;

    private static final long MINUTES_AS_HOURS = 120;

    private final String product;

    /** @param product what the instance is called */
    MailTexts(String product) {
        this.product = product;
    }

    /** @param words by their names, as the outbox holds them */
    MailText of(MailKind kind, Map<String, String> words, Duration validity) {
        return switch (kind) {
            case CONFIRMATION ->
                action(
                        "Confirm your e-mail address",
                        "Somebody signed up for " + product + " with this e-mail address. Confirm that it is yours.",
                        "Confirm address",
                        words,
                        validity,
                        NOT_YOU);
            case RECOVERY ->
                action(
                        "Choose a new password",
                        "Somebody asked for a new password of your account at " + product + ".",
                        "Choose a password",
                        words,
                        validity,
                        NOT_YOU);
            case MAGIC_LINK ->
                action(
                        "Your link to sign in",
                        "Somebody asked for a link to sign in to " + product + " with this e-mail address.",
                        "Sign in",
                        words,
                        validity,
                        NOT_YOU + " Give nobody the code.");
            case INVITATION ->
                action(
                        "You are invited to " + product,
                        "An account at " + product + " waits for you. Follow the link to take it.",
                        "Accept invitation",
                        words,
                        validity,
                        "If you do not want it, ignore this mail.");
            case EMAIL_CHANGE ->
                action(
                        "Confirm your new e-mail address",
                        "The e-mail address of your account at " + product + " is to become "
                                + words.getOrDefault("address", "") + ".",
                        "Confirm change",
                        words,
                        validity,
                        NOT_YOU + " And choose a new password: somebody else is in your account.");
            case REAUTHENTICATION ->
                new MailText(
                        "Your code for " + product,
                        List.of("Type this code in to go on with what you began at " + product + ".", good(validity)),
                        null,
                        null,
                        words.get("code"),
                        "If it was not you, choose a new password: somebody else is in your account.");
            case MEMBER_INVITATION -> memberInvitation(words, validity);
            case UNLOCK_ACCOUNT ->
                action(
                        "Your account is locked",
                        "Too many wrong passwords were tried for your account at " + product
                                + ", so it is locked for a while. The link lets you in again at once.",
                        "Unlock account",
                        words,
                        validity,
                        "If those tries were not yours, there is nothing that you have to do: nobody got in.");
            case CONTACT_REQUEST -> contactRequest(words);
            case CONTACT_CALL -> contactCall(words);
            case NOTICE -> notice(words.getOrDefault("change", ""));
        };
    }

    private MailText action(
            String subject,
            String happened,
            String action,
            Map<String, String> words,
            Duration validity,
            String after) {
        return new MailText(
                subject, List.of(happened, good(validity)), action, words.get("link"), words.get("code"), after);
    }

    private MailText memberInvitation(Map<String, String> words, Duration validity) {
        String inviter = words.getOrDefault("inviter", "");
        String organization = words.getOrDefault("organization", "");
        return action(
                inviter + " invites you to " + organization,
                inviter + " invites you to the organization " + organization + " at " + product + ", as "
                        + words.getOrDefault("role", "member") + ".",
                "Accept invitation",
                words,
                validity,
                "If you do not know who that is, ignore this mail.");
    }

    private MailText contactRequest(Map<String, String> words) {
        String asker = words.getOrDefault("asker", "");
        return new MailText(
                asker + " wants to be your contact",
                List.of(
                        asker + " wants to have you among their contacts at " + product
                                + ", so that you can call each other.",
                        "Sign in with this e-mail address to say yes or no. Until you say yes they see nothing of you."),
                "Answer",
                words.get("link"),
                null,
                "If you do not know who that is, ignore this mail.");
    }

    private MailText contactCall(Map<String, String> words) {
        String caller = words.getOrDefault("caller", "");
        return new MailText(
                caller + " calls you",
                List.of(caller + " calls you at " + product + " and waits in the call."),
                "Join the call",
                words.get("link"),
                null,
                "If you do not want their calls, block them among your contacts.");
    }

    private MailText notice(String change) {
        if (change.equals("ACCOUNT_DELETED")) {
            return new MailText(
                    "Your account at " + product + " is deleted",
                    List.of("Your account at " + product + " is deleted, with all that was yours alone."),
                    null,
                    null,
                    null,
                    "If it was not you, tell who runs " + product + ".");
        }
        String what = switch (change) {
            case "PASSWORD_CHANGED" -> "the password was changed";
            case "EMAIL_CHANGED" -> "the e-mail address was changed";
            case "FACTOR_ADDED" -> "a second factor was added";
            case "FACTOR_REMOVED" -> "a second factor was removed";
            case "IDENTITY_LINKED" -> "another way to sign in was added";
            case "IDENTITY_UNLINKED" -> "a way to sign in was removed";
            default -> "something was changed";
        };
        return new MailText(
                "Your account at " + product + ": " + what,
                List.of("Of your account at " + product + ", " + what + "."),
                null,
                null,
                null,
                "If it was not you, choose a new password at once.");
    }

    private static String good(Duration validity) {
        long minutes = Math.max(1, validity.toMinutes());
        String time;
        if (minutes < MINUTES_AS_HOURS) {
            time = minutes == 1 ? "a minute" : minutes + " minutes";
        } else if (validity.toHours() < HOURS_AS_DAYS) {
            time = validity.toHours() + " hours";
        } else {
            time = validity.toDays() + " days";
        }
        return "It works once, for " + time + ".";
    }
}
