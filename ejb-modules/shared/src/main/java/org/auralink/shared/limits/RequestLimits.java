package org.auralink.shared.limits;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * How often people may ask, {@code auralink.limit.…}. An address may be an office or a school behind one router, so what
 * counts by address is wide; what counts by account is what one person does.
 *
 * @param signInByAddress attempts to sign in with a password, whosever account. Supabase Auth's burst
 * @param signInByAccount attempts that failed, from addresses at which nobody signed in to the account before: five at
 *     once, then one in 12 seconds, after 15 one in four minutes, after 50 one in half an hour. 3000 guesses, which is what
 *     common passwords need, take two months
 * @param signInFromKnown the same from each address at which the owner signed in before: a stranger cannot use it up
 * @param signUpByAddress a school class in five minutes; who looks for existing accounts learns 300 a day
 * @param signUpByAccount with one e-mail address; more is no person
 * @param refreshByAddress Supabase Auth's: sessions are refreshed once an hour, so this is 1800 people at one address
 * @param refreshBySession with one refresh token, which is used once: the rest are tabs and lost answers
 * @param guestByAddress tickets of guests: everybody in the office opens the link at nine
 * @param callByAddress new calls
 * @param callByAccount new calls of one person; a day with 300 is not a person's
 * @param joinByAddress tickets of members
 * @param joinByAccount tickets of one member, who may come back every few seconds on a bad network
 * @param readByAddress what is looked at, and what ends a call or a session: a hundred a second, for an office with the
 *     console open and for programs beside it
 * @param readByAccount the same of one account: ten a second, which no person reads
 * @param webhookByAccount test events, replays and retries of dead letters, each of which sends something: a screen of
 *     dead letters at once
 * @param factorByAccount second factors enrolled, challenged and removed; Supabase Auth's, by account
 * @param codeByAccount wrong codes of one account, as wrong passwords: of a million codes three are right at a time, so 50
 *     guesses a day find one in ten years
 * @param unlockByAccount mails to the owner of an account whose password is guessed
 * @param inviteByAccount invitations by mail: a department at once, and no mailing list
 * @param contactByPerson mails of one account to one other person, who is asked to be a contact or is called: who rings
 *     again after an hour is missed, who rings every minute is a nuisance
 * @param pictureByAccount pictures that a person shows of themselves; each is drawn, which takes some tens of milliseconds
 */
public record RequestLimits(
        RateLimit signInByAddress,
        RateLimit signInByAccount,
        RateLimit signInFromKnown,
        RateLimit signUpByAddress,
        RateLimit signUpByAccount,
        RateLimit refreshByAddress,
        RateLimit refreshBySession,
        RateLimit guestByAddress,
        RateLimit callByAddress,
        RateLimit callByAccount,
        RateLimit joinByAddress,
        RateLimit joinByAccount,
        RateLimit readByAddress,
        RateLimit readByAccount,
        RateLimit webhookByAccount,
        RateLimit factorByAccount,
        RateLimit codeByAccount,
        RateLimit unlockByAccount,
        RateLimit inviteByAccount,
        RateLimit contactByPerson,
        RateLimit pictureByAccount) {
    private static final Setting SIGN_IN_ADDRESS =
            limit("auralink.limit.signin.address", "30/1m", "passwords and passkeys tried from one address");
    private static final Setting SIGN_IN_ACCOUNT = limit(
            "auralink.limit.signin.account", "5/1m,15/1h,50/1d", "wrong passwords for one account, from new addresses");
    private static final Setting SIGN_IN_KNOWN =
            limit("auralink.limit.signin.known", "10/1m,60/1h", "wrong passwords for it from known addresses");
    private static final Setting SIGN_UP_ADDRESS =
            limit("auralink.limit.signup.address", "30/5m,300/1d", "sign-ups from one address");
    private static final Setting SIGN_UP_ACCOUNT =
            limit("auralink.limit.signup.account", "10/1h", "sign-ups with one e-mail address");
    private static final Setting REFRESH_ADDRESS =
            limit("auralink.limit.refresh.address", "150/5m", "refreshes from one address");
    private static final Setting REFRESH_SESSION =
            limit("auralink.limit.refresh.session", "30/1m", "refreshes with one refresh token");
    private static final Setting GUEST_ADDRESS =
            limit("auralink.limit.guest.address", "60/1m", "tickets of guests for one address");
    private static final Setting CALL_ADDRESS =
            limit("auralink.limit.call.address", "120/1m", "new calls from one address");
    private static final Setting CALL_ACCOUNT =
            limit("auralink.limit.call.account", "30/1m,300/1d", "new calls of one account");
    private static final Setting JOIN_ADDRESS =
            limit("auralink.limit.join.address", "240/1m", "tickets of members for one address");
    private static final Setting JOIN_ACCOUNT = limit("auralink.limit.join.account", "60/1m", "tickets of one member");
    private static final Setting READ_ADDRESS =
            limit("auralink.limit.read.address", "6000/1m", "what is read from one address");
    private static final Setting READ_ACCOUNT =
            limit("auralink.limit.read.account", "600/1m", "what one account reads");
    private static final Setting WEBHOOK_ACCOUNT =
            limit("auralink.limit.webhook.account", "60/1m", "test events, replays and retries of dead letters");
    private static final Setting INVITE_ACCOUNT =
            limit("auralink.limit.invite.account", "30/1h,100/1d", "invitations that one account sends");

    private static final Setting CONTACT_PERSON = limit(
            "auralink.limit.contact.person",
            "6/1h,20/1d",
            "mails of one account to one other person: to be a contact, and calls");
    private static final Setting PICTURE_ACCOUNT =
            limit("auralink.limit.picture.account", "10/1h,30/1d", "pictures of themselves that one account sends");
    private static final Setting FACTOR_ACCOUNT = limit(
            "auralink.limit.factor.account", "15/1m,200/1d", "second factors that one account enrols or asks for");
    private static final Setting CODE_ACCOUNT =
            limit("auralink.limit.factor.code", "5/1m,15/1h,50/1d", "wrong codes of second factors of one account");

    private static final Setting UNLOCK_ACCOUNT =
            limit("auralink.limit.unlock.account", "1/1h,3/1d", "mails that let the owner of an account in again");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(
            SIGN_IN_ADDRESS,
            SIGN_IN_ACCOUNT,
            SIGN_IN_KNOWN,
            SIGN_UP_ADDRESS,
            SIGN_UP_ACCOUNT,
            REFRESH_ADDRESS,
            REFRESH_SESSION,
            GUEST_ADDRESS,
            CALL_ADDRESS,
            CALL_ACCOUNT,
            JOIN_ADDRESS,
            JOIN_ACCOUNT,
            READ_ADDRESS,
            READ_ACCOUNT,
            WEBHOOK_ACCOUNT,
            FACTOR_ACCOUNT,
            CODE_ACCOUNT,
            UNLOCK_ACCOUNT,
            INVITE_ACCOUNT,
            CONTACT_PERSON,
            PICTURE_ACCOUNT);

    /** Those that hold where nothing is set. */
    public static RequestLimits standard() {
        return of(setting -> Optional.empty());
    }

    /** @throws SettingException naming the setting that is no limit */
    public static RequestLimits from(Settings settings) {
        return of(settings::optional);
    }

    private static RequestLimits of(Function<Setting, Optional<String>> settings) {
        return new RequestLimits(
                read(settings, SIGN_IN_ADDRESS),
                read(settings, SIGN_IN_ACCOUNT),
                read(settings, SIGN_IN_KNOWN),
                read(settings, SIGN_UP_ADDRESS),
                read(settings, SIGN_UP_ACCOUNT),
                read(settings, REFRESH_ADDRESS),
                read(settings, REFRESH_SESSION),
                read(settings, GUEST_ADDRESS),
                read(settings, CALL_ADDRESS),
                read(settings, CALL_ACCOUNT),
                read(settings, JOIN_ADDRESS),
                read(settings, JOIN_ACCOUNT),
                read(settings, READ_ADDRESS),
                read(settings, READ_ACCOUNT),
                read(settings, WEBHOOK_ACCOUNT),
                read(settings, FACTOR_ACCOUNT),
                read(settings, CODE_ACCOUNT),
                read(settings, UNLOCK_ACCOUNT),
                read(settings, INVITE_ACCOUNT),
                read(settings, CONTACT_PERSON),
                read(settings, PICTURE_ACCOUNT));
    }

    private static RateLimit read(Function<Setting, Optional<String>> settings, Setting setting) {
        return RateLimit.parse(setting.name(), settings.apply(setting).orElse(setting.otherwise()))
                .orElseThrow(() -> new SettingException("The setting " + setting.name()
                        + " must be a number of requests and a period such as 30/5m, or up to three of them such as"
                        + " 5/1m,15/1h; units are s, m, h and d."));
    }

    private static Setting limit(String name, String otherwise, String meaning) {
        return Setting.text(name, otherwise, "up to three of requests/period, separated by commas", meaning);
    }
}
