package org.auralink.identity.control;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * Keys besides those that sign.
 *
 * @param jwtSecret {@code auralink.auth.jwt.secret}: Supabase's legacy secret, with which JWT keys and tokens of HS256 that
 *     name no key are verified
 * @param publishable {@code auralink.auth.publishable.keys}: opaque keys of pages and apps
 * @param secret {@code auralink.auth.secret.keys}: opaque keys of back ends, which may do everything
 * @param required {@code auralink.auth.apikey.required}: whether requests to {@code /auth/v1} must bring one
 */
public record KeySettings(Optional<String> jwtSecret, List<String> publishable, List<String> secret, boolean required) {
    /** Twelve characters of 64 are 72 bits; Supabase's have more. */
    private static final String OPAQUE = "[A-Za-z0-9_-]{12,200}";

    /** Each is compared with for every request. */
    private static final int MOST = 10;

    static final Setting JWT_SECRET = Setting.optionalSecret(
            "auralink.auth.jwt.secret",
            "text of at least 32 bytes",
            "Supabase's legacy JWT secret: anon and service_role keys, and tokens of HS256 without a kid, are verified"
                    + " with it");
    static final Setting PUBLISHABLE_KEYS = Setting.optionalSecret(
            "auralink.auth.publishable.keys",
            "up to 10 of sb_publishable_ and at least 12 characters, separated by commas",
            "keys that pages and apps send as apikey: they are in everybody's hands, and may do what anybody may");
    static final Setting SECRET_KEYS = Setting.optionalSecret(
            "auralink.auth.secret.keys",
            "up to 10 of sb_secret_ and at least 12 characters, separated by commas",
            "keys with which back ends administer accounts");
    static final Setting APIKEY_REQUIRED = Setting.flag(
            "auralink.auth.apikey.required",
            false,
            "whether a request to /auth/v1 must bring a publishable or secret key, or a JWT key");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(JWT_SECRET, PUBLISHABLE_KEYS, SECRET_KEYS, APIKEY_REQUIRED);

    /** @throws SettingException naming the setting that is wrong */
    public static KeySettings from(Settings settings) {
        return new KeySettings(
                settings.optional(JWT_SECRET),
                keys(settings, PUBLISHABLE_KEYS, "sb_publishable_"),
                keys(settings, SECRET_KEYS, "sb_secret_"),
                settings.flag(APIKEY_REQUIRED));
    }

    private static List<String> keys(Settings settings, Setting setting, String prefix) {
        List<String> keys = settings.optional(setting).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::trim)
                .filter(key -> !key.isEmpty())
                .toList();
        if (keys.size() > MOST || !keys.stream().allMatch(key -> key.matches(prefix + OPAQUE))) {
            throw new SettingException("The setting " + setting.name() + " must list " + setting.allowed() + ".");
        }
        return keys;
    }

    @Override
    public String toString() {
        return "KeySettings[redacted]";
    }
}
