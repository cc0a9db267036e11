package org.auralink.identity.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * How often people may ask for what goes by mail, {@code auralink.limit.…}.
 *
 * @param mailByAddress what makes a mail, from one network address: Supabase Auth's number
 * @param mailByAccount mails of one kind to one e-mail address: Supabase Auth's pause, and a bound on what a stranger can fill
 *     somebody's mailbox with
 * @param verifyByAddress links and codes from one network address: Supabase Auth's number
 * @param codeByAccount codes tried for one account that were wrong. With six digits, who tries ten in an hour finds one in
 *     eleven years; the link of the same mail works on
 * @param anonymousByAddress accounts of nobody from one network address: Supabase Auth's number
 */
public record AccountLimits(
        RateLimit mailByAddress,
        RateLimit mailByAccount,
        RateLimit verifyByAddress,
        RateLimit codeByAccount,
        RateLimit anonymousByAddress) {
    private static final Setting MAIL_ADDRESS =
            limit("auralink.limit.mail.address", "30/5m", "mails that somebody at one address asks for");
    private static final Setting MAIL_ACCOUNT =
            limit("auralink.limit.mail.account", "1/1m", "mails of one kind to one e-mail address");
    private static final Setting VERIFY_ADDRESS =
            limit("auralink.limit.verify.address", "30/5m", "links and codes out of mails from one address");
    private static final Setting CODE_ACCOUNT =
            limit("auralink.limit.code.account", "10/1h", "wrong codes for one account");
    private static final Setting ANONYMOUS_ADDRESS =
            limit("auralink.limit.anonymous.address", "30/1h", "anonymous accounts from one address");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS =
            List.of(MAIL_ADDRESS, MAIL_ACCOUNT, VERIFY_ADDRESS, CODE_ACCOUNT, ANONYMOUS_ADDRESS);

    /** Those that hold where nothing is set. */
    public static AccountLimits standard() {
        return of(setting -> Optional.empty());
    }

    /** @throws SettingException naming the setting that is no limit */
    public static AccountLimits from(Settings settings) {
        return of(settings::optional);
    }

    private static AccountLimits of(Function<Setting, Optional<String>> settings) {
        return new AccountLimits(
                read(settings, MAIL_ADDRESS),
                read(settings, MAIL_ACCOUNT),
                read(settings, VERIFY_ADDRESS),
                read(settings, CODE_ACCOUNT),
                read(settings, ANONYMOUS_ADDRESS));
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
