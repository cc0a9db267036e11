package org.auralink.media.node.config;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API keys and their secrets. Prints the number of keys only. */
public final class ApiKeys {
    /** What RFC 7518 section 3.2 asks of an HS256 key: as long as the hash. */
    public static final int SAFE_SECRET_LENGTH = 32;

    private final Map<String, String> secrets;

    /** @param secrets by key; copied */
    public ApiKeys(Map<String, String> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    /** The secret of {@code key}, or null when the key is unknown. */
    public @Nullable String secret(String key) {
        return secrets.get(key);
    }

    /** Whether the key's secret is so short that it was published or can be guessed: good for development only. */
    public boolean isForDevelopment(String key) {
        String secret = secrets.get(key);
        return secret != null && secret.length() < SAFE_SECRET_LENGTH;
    }

    /** The keys, without their secrets. */
    public Set<String> names() {
        return secrets.keySet();
    }

    /** Whether there is no key, so that no token can be valid. */
    public boolean isEmpty() {
        return secrets.isEmpty();
    }

    @Override
    public String toString() {
        return "ApiKeys[" + secrets.size() + "]";
    }
}
