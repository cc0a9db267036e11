package org.auralink.oauth.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * How often other systems may ask, {@code auralink.limit.oauth.…}.
 *
 * @param requestByAddress sign-ins that a browser at one network address begins, each of which is a row until it is decided:
 *     an office that opens its chat at nine
 * @param tokenByAddress codes and refresh tokens that one network address exchanges: a system with many people is one address
 * @param registrationByAddress systems that register themselves from one network address
 */
public record OAuthLimits(RateLimit requestByAddress, RateLimit tokenByAddress, RateLimit registrationByAddress) {
    private static final Setting REQUEST_ADDRESS =
            limit("auralink.limit.oauth.request", "120/1m", "sign-ins for other systems that one address begins");
    private static final Setting TOKEN_ADDRESS = limit(
            "auralink.limit.oauth.token", "600/1m", "codes and refresh tokens that systems at one address exchange");
    private static final Setting REGISTRATION_ADDRESS =
            limit("auralink.limit.oauth.registration", "10/1h", "systems that register themselves from one address");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(REQUEST_ADDRESS, TOKEN_ADDRESS, REGISTRATION_ADDRESS);

    /** Those that hold where nothing is set. */
    public static OAuthLimits standard() {
        return of(setting -> Optional.empty());
    }

    /** @throws SettingException naming the setting that is no limit */
    public static OAuthLimits from(Settings settings) {
        return of(settings::optional);
    }

    private static OAuthLimits of(Function<Setting, Optional<String>> settings) {
        return new OAuthLimits(
                read(settings, REQUEST_ADDRESS), read(settings, TOKEN_ADDRESS), read(settings, REGISTRATION_ADDRESS));
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
