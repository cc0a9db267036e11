package org.auralink.identity.control;

import java.nio.file.Path;
import java.util.Set;
import org.auralink.shared.settings.Settings;

/**
 * What the identity capability is told by its operator.
 *
 * @param issuer the {@code iss} of access tokens, {@code auralink.auth.issuer}; by default the public address of
 *     {@code /auth/v1}
 * @param signingKey file of {@code auralink.auth.signing.key.file}
 * @param autoconfirm {@code auralink.auth.mailer.autoconfirm}: addresses count as confirmed at sign-up. Off by default,
 *     and then nobody can sign up, because there is no mail yet
 */
public record IdentitySettings(String issuer, Path signingKey, boolean autoconfirm) {

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is missing or wrong */
    public static IdentitySettings from(Settings settings) {
        String publicUrl =
                settings.uri("auralink.public.url", Set.of("http", "https")).toString();
        return new IdentitySettings(
                settings.optional("auralink.auth.issuer").orElse(publicUrl + "/auth/v1"),
                settings.file("auralink.auth.signing.key.file"),
                settings.flag("auralink.auth.mailer.autoconfirm", false));
    }
}
