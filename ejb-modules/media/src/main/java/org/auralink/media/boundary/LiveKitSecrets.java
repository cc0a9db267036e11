package org.auralink.media.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.control.MediaSettings;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.jspecify.annotations.Nullable;

/**
 * The API secret with which LiveKit's SDKs sign for an API key of an organization. It follows from the nodes' own secret and
 * from what the database keeps of the key: there is nothing more to keep, and who reads the database alone cannot sign.
 * Another secret of the nodes makes all of them others.
 */
@ApplicationScoped
public class LiveKitSecrets {
    private static final String ALGORITHM = "HmacSHA256";

    /** So that no other use of the nodes' secret can come to the same text. */
    private static final String USE = "auralink.organization-key:";

    private byte[] nodes = {0};
    private @Nullable String url;

    /** For the container. */
    public LiveKitSecrets() {}

    /** @param nodes the secret of the media nodes */
    public LiveKitSecrets(String nodes, @Nullable String url) {
        this.nodes = nodes.getBytes(StandardCharsets.UTF_8);
        this.url = url;
    }

    @PostConstruct
    void readSettings() {
        Settings settings = Settings.current();
        nodes = MediaSettings.apiSecret(settings).getBytes(StandardCharsets.UTF_8);
        url = Stream.of(settings.required(SharedSettings.MEDIA_PUBLIC_URLS).split(","))
                .map(String::strip)
                .filter(address -> !address.contains("*"))
                .findFirst()
                .orElse(null);
    }

    /** Where LiveKit's SDKs reach a media node; null when the settings name nodes by a pattern alone. */
    public @Nullable String url() {
        return url;
    }

    /**
     * @param keyHash SHA-256 of the whole API key
     * @return 43 characters of base64url, from 256 bits (RFC 7518, 3.2, wants as many)
     */
    public String of(byte[] keyHash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(nodes, ALGORITHM));
            byte[] secret = mac.doFinal((USE + HexFormat.of().formatHex(keyHash)).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
