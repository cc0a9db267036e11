package org.auralink.identity.control;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * What the operator says about second factors and passkeys.
 *
 * @param encryptionKeys file of {@code auralink.auth.encryption.key.file}; without it there are no time-based codes
 * @param publicHost whose account an authenticator app says that it is, where the client says nothing
 */
public record FactorSettings(Optional<Path> encryptionKeys, String publicHost) {
    static final Setting ENCRYPTION_KEYS = Setting.text(
            "auralink.auth.encryption.key.file",
            "",
            "a file that can be read",
            "keys that seal the secrets of time-based codes in the database, each 32 random bytes in Base64 on a line of its"
                    + " own, the newest first; without them nobody can enrol one");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(ENCRYPTION_KEYS);

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is wrong */
    public static FactorSettings from(Settings settings) {
        URI publicUrl = settings.uri(SharedSettings.PUBLIC_URL, Set.of("http", "https"));
        Optional<Path> keys = settings.optional(ENCRYPTION_KEYS).map(file -> settings.file(ENCRYPTION_KEYS.name()));
        return new FactorSettings(keys, publicUrl.getHost());
    }
}
