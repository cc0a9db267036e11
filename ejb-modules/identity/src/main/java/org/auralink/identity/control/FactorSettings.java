package org.auralink.identity.control;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * What the operator says about second factors and passkeys.
 *
 * @param encryptionKeys file of {@code auralink.auth.encryption.key.file}; without it there are no time-based codes
 * @param publicUrl of this server; an authenticator app says that the account is its host's, where the client says nothing
 * @param rpId {@code auralink.auth.webauthn.rp.id}: the domain to which keys of authenticators are bound
 * @param origins {@code auralink.auth.webauthn.origins}: of the pages that may use them
 */
public record FactorSettings(Optional<Path> encryptionKeys, URI publicUrl, String rpId, Set<String> origins) {
    static final Setting ENCRYPTION_KEYS = Setting.text(
            "auralink.auth.encryption.key.file",
            "",
            "a file that can be read",
            "keys that seal the secrets of time-based codes in the database, each 32 random bytes in Base64 on a line of its"
                    + " own, the newest first; without them nobody can enrol one");

    static final Setting RP_ID = Setting.text(
            "auralink.auth.webauthn.rp.id",
            "<the host of auralink.public.url>",
            "a domain",
            "the domain to which passkeys and security keys are bound; with another one they are all lost");
    static final Setting ORIGINS = Setting.text(
            "auralink.auth.webauthn.origins",
            "<the origin of auralink.public.url>",
            "origins such as https://app.example.org, separated by commas",
            "of the pages that may use them, at that domain or below it");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(ENCRYPTION_KEYS, RP_ID, ORIGINS);

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is wrong */
    public static FactorSettings from(Settings settings) {
        URI publicUrl = settings.uri(SharedSettings.PUBLIC_URL, Set.of("http", "https"));
        Optional<Path> keys = settings.optional(ENCRYPTION_KEYS).map(file -> settings.file(ENCRYPTION_KEYS.name()));
        return new FactorSettings(
                keys,
                publicUrl,
                settings.optional(RP_ID).orElse(publicUrl.getHost()),
                settings.optional(ORIGINS).isPresent()
                        ? settings.uris(ORIGINS.name(), Set.of("http", "https")).stream()
                                .map(FactorSettings::origin)
                                .collect(Collectors.toUnmodifiableSet())
                        : Set.of(origin(publicUrl)));
    }

    /** RFC 6454, 6.2. */
    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
