package org.auralink.identity.control;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * A Supabase project that keeps the accounts in place of this server.
 *
 * @param url {@code auralink.auth.supabase.url}, without a trailing slash
 * @param secret {@code auralink.auth.supabase.secret}: the project's legacy JWT secret, if it still signs with that
 */
public record SupabaseSettings(URI url, Optional<String> secret) {
    static final Setting URL = Setting.text(
            "auralink.auth.supabase.url",
            "",
            "an https or http URL",
            "a Supabase project that keeps the accounts: its access tokens are taken, and nobody signs in here");
    static final Setting SECRET = Setting.optionalSecret(
            "auralink.auth.supabase.secret",
            "text of at least 32 bytes",
            "that project's legacy JWT secret, where it still signs access tokens with HS256");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(URL, SECRET);

    /**
     * @return empty where accounts are kept here
     * @throws SettingException naming the setting that is wrong
     */
    public static Optional<SupabaseSettings> from(Settings settings) {
        if (settings.optional(URL).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> secret = settings.optional(SECRET);
        if (secret.filter(it -> it.getBytes(StandardCharsets.UTF_8).length < TokenKey.LEAST_SECRET_BYTES)
                .isPresent()) {
            throw new SettingException("The setting " + SECRET.name() + " must be " + SECRET.allowed() + ".");
        }
        return Optional.of(new SupabaseSettings(settings.uri(URL, Set.of("http", "https")), secret));
    }

    /** The {@code iss} of the project's access tokens. */
    public String issuer() {
        return url + "/auth/v1";
    }

    @Override
    public String toString() {
        return "SupabaseSettings[" + url + "]";
    }
}
