package org.auralink.media.connector.adapter;

/**
 * The API key and secret that the nodes accept. Does not print the secret.
 *
 * @param key names the secret on the node
 * @param secret signs tokens
 */
record ApiKey(String key, String secret) {

    ApiKey {
        require("auralink.media.api.key", key);
        require("auralink.media.api.secret", secret);
    }

    private static void require(String setting, String value) {
        if (value.isBlank() || value.startsWith("${")) {
            throw new IllegalArgumentException(
                    "The setting " + setting + " is missing; it is the key of the media nodes.");
        }
    }

    @Override
    public String toString() {
        return "ApiKey[" + key + "]";
    }
}
