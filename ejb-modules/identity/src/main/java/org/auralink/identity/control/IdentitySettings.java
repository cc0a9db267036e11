package org.auralink.identity.control;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * What the identity capability is told by its operator.
 *
 * @param issuer the {@code iss} of access tokens, {@code auralink.auth.issuer}; by default the public address of
 *     {@code /auth/v1}
 * @param signingKey file of {@code auralink.auth.signing.key.file}
 * @param autoconfirm {@code auralink.auth.mailer.autoconfirm}: addresses count as confirmed at sign-up. Off by default,
 *     and then a mail confirms them
 * @param passwords which may be chosen: {@code auralink.auth.password.min.length} and {@code
 *     auralink.auth.password.common}, how many of the most common ones are refused
 * @param reservedNames {@code auralink.auth.reserved.names}, names in AuraIDs that nobody gets, besides the usual ones
 */
public record IdentitySettings(
        String issuer, Path signingKey, boolean autoconfirm, Limits.Passwords passwords, Set<String> reservedNames) {
    /** Fewer than Supabase's default are no password; more than 64 nobody may be forced to (OWASP ASVS 5.0, 6.2.9). */
    private static final int FEWEST = 6;

    private static final int MOST = 64;

    static final Setting ISSUER =
            Setting.text("auralink.auth.issuer", "<auralink.public.url>/auth/v1", "text", "the iss of access tokens");
    static final Setting SIGNING_KEY = Setting.required(
            "auralink.auth.signing.key.file",
            "a file that can be read",
            "private key as JWK, or several as a JWK set of which one has the key_ops sign: it signs access tokens");
    static final Setting AUTOCONFIRM = Setting.flag(
            "auralink.auth.mailer.autoconfirm",
            false,
            "whether who signs up counts as confirmed; without it a mail confirms the address");
    static final Setting PASSWORD_LENGTH = Setting.integer(
            "auralink.auth.password.min.length",
            Limits.standard().passwords().least(),
            FEWEST,
            MOST,
            "characters",
            "of a new password at least");
    static final Setting PASSWORD_COMMON = Setting.integer(
            "auralink.auth.password.common",
            Limits.standard().passwords().common(),
            0,
            CommonPasswords.MOST,
            "passwords",
            "how many of the most common ones of that length are refused");
    static final Setting RESERVED_NAMES = Setting.text(
            "auralink.auth.reserved.names",
            "",
            "names of a-z, 0-9, _ and -, separated by commas",
            "names in AuraIDs that nobody gets, besides the usual ones");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS =
            List.of(ISSUER, SIGNING_KEY, AUTOCONFIRM, PASSWORD_LENGTH, PASSWORD_COMMON, RESERVED_NAMES);

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is missing or wrong */
    public static IdentitySettings from(Settings settings) {
        String publicUrl =
                settings.uri(SharedSettings.PUBLIC_URL, Set.of("http", "https")).toString();
        return new IdentitySettings(
                settings.optional(ISSUER).orElse(publicUrl + "/auth/v1"),
                settings.file(SIGNING_KEY.name()),
                settings.flag(AUTOCONFIRM),
                passwords(settings),
                names(settings));
    }

    private static Limits.Passwords passwords(Settings settings) {
        return new Limits.Passwords(
                settings.integer(PASSWORD_LENGTH),
                settings.integer(PASSWORD_COMMON),
                Limits.standard().passwords().mostBytes());
    }

    private static Set<String> names(Settings settings) {
        String list = settings.text(RESERVED_NAMES);
        Set<String> names = Arrays.stream(list.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!names.stream().allMatch(name -> name.matches("[a-z0-9_-]+"))) {
            throw new SettingException(
                    "The setting " + RESERVED_NAMES.name() + " must list " + RESERVED_NAMES.allowed() + ".");
        }
        return names;
    }
}
