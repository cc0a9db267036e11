package org.auralink.identity.control;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * What the identity capability is told by its operator.
 *
 * @param issuer the {@code iss} of access tokens, {@code auralink.auth.issuer}; by default the public address of
 *     {@code /auth/v1}
 * @param signingKey file of {@code auralink.auth.signing.key.file}
 * @param autoconfirm {@code auralink.auth.mailer.autoconfirm}: addresses count as confirmed at sign-up. Off by default,
 *     and then nobody can sign up, because there is no mail yet
 * @param passwords which may be chosen: {@code auralink.auth.password.min.length} and {@code
 *     auralink.auth.password.common}, how many of the most common ones are refused
 * @param reservedNames {@code auralink.auth.reserved.names}, names in AuraIDs that nobody gets, besides the usual ones
 */
public record IdentitySettings(
        String issuer, Path signingKey, boolean autoconfirm, Limits.Passwords passwords, Set<String> reservedNames) {
    /** Fewer than Supabase's default are no password; more than 64 nobody may be forced to (OWASP ASVS 5.0, 6.2.9). */
    private static final int FEWEST = 6;

    private static final int MOST = 64;

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is missing or wrong */
    public static IdentitySettings from(Settings settings) {
        String publicUrl =
                settings.uri("auralink.public.url", Set.of("http", "https")).toString();
        return new IdentitySettings(
                settings.optional("auralink.auth.issuer").orElse(publicUrl + "/auth/v1"),
                settings.file("auralink.auth.signing.key.file"),
                settings.flag("auralink.auth.mailer.autoconfirm", false),
                passwords(settings),
                names(settings));
    }

    private static Limits.Passwords passwords(Settings settings) {
        Limits.Passwords usual = Limits.standard().passwords();
        return new Limits.Passwords(
                settings.integer("auralink.auth.password.min.length", usual.least(), FEWEST, MOST),
                settings.integer("auralink.auth.password.common", usual.common(), 0, CommonPasswords.MOST),
                usual.mostBytes());
    }

    private static Set<String> names(Settings settings) {
        String list = settings.optional("auralink.auth.reserved.names").orElse("");
        Set<String> names = Arrays.stream(list.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (!names.stream().allMatch(name -> name.matches("[a-z0-9_-]+"))) {
            throw new SettingException("The setting auralink.auth.reserved.names must list names of a-z, 0-9, _ and -,"
                    + " separated by commas.");
        }
        return names;
    }
}
