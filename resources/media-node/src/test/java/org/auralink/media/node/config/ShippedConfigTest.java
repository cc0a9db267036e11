package org.auralink.media.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations that are shipped for containers are what a node takes, once their names are filled in. */
class ShippedConfigTest {
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Z0-9_]+)\\}");

    /** As compose.yaml and the manifests fill them in. */
    private static final Map<String, String> VALUES = new TreeMap<>(Map.of(
            "AURALINK_UDP_PORTS", "7892-7893",
            "AURALINK_TCP_PORT", "7891",
            "AURALINK_NODE_IP", "203.0.113.7",
            "AURALINK_NODE_NAME", "media-node-0",
            "AURALINK_NODE_PUBLIC_URL", "wss://media-1.example.org",
            "AURALINK_NODE_CONTROL_URL", "http://media-1:7880",
            "AURALINK_MEDIA_DOMAIN", "media.example.org",
            "AURALINK_MEDIA_SCHEME", "wss",
            "AURALINK_REDIS_ADDRESS", "redis:6379",
            "AURALINK_TRUSTED_PROXIES", "127.0.0.6,10.0.0.0/8"));

    @ParameterizedTest
    @ValueSource(strings = {"compose/node.yaml", "kubernetes/base/node.yaml"})
    void aNodeTakesIt(String file) throws IOException {
        String yaml = Files.readString(Path.of("../../server-config", file));
        String filled = NAME.matcher(yaml)
                .replaceAll(name -> VALUES.getOrDefault(name.group(1), "a-password-of-the-secrets-0123456789"));

        NodeConfig config = NodeConfig.parse(filled, "key: 0123456789abcdef0123456789abcdef");

        assertThat(config.loopbackOnly()).isFalse();
        assertThat(config.prometheus().protectedByPassword()).isTrue();
        assertThat(config.redis().enabled()).isTrue();
    }
}
