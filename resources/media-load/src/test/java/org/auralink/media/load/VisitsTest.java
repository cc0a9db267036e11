package org.auralink.media.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.auralink.media.node.MediaNode;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.token.Hs256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People come to a whole node and go. */
@Timeout(60)
class VisitsTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private String visits(String lines) throws Exception {
        new Visits(new BufferedReader(new StringReader(lines)), new PrintStream(said, true, StandardCharsets.UTF_8))
                .take();
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String token(String identity, String secret) {
        long expires = System.currentTimeMillis() / 1000 + 600;
        return Hs256.token(
                "{\"iss\":\"devkey\",\"sub\":\"" + identity + "\",\"exp\":" + expires
                        + ",\"video\":{\"roomJoin\":true,\"room\":\"visited\"}}",
                secret);
    }

    @Test
    void whoComesSendsReceivesAndGoes() throws Exception {
        try (MediaNode node = MediaNode.start(NodeConfig.parse("""
                port: 0
                development: true
                keys: {devkey: secret}
                rtc: {udp_port: 0, node_ip: 127.0.0.1}
                """, null))) {
            String url = "ws://127.0.0.1:" + node.port() + " ";
            String told = visits(url + token("one", "secret") + " 4\n" + url + token("two", "secret") + " 4\n" + url
                    + token("three", "wrong") + " 4\n");
            assertThat(told.lines().filter(line -> line.startsWith("left ")))
                    .hasSize(2)
                    .allMatch(line -> line.matches("left joined_ms=\\d+ sent=[1-9]\\d* received=[1-9]\\d*"));
            assertThat(told.lines().filter(line -> line.startsWith("failed ")))
                    .singleElement()
                    .asString()
                    .contains("answers 401");
        }
    }

    @Test
    void aLineThatIsNoVisitIsRefusedWithASentence() {
        assertThatThrownBy(() -> visits("ws://127.0.0.1:7880\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("URL TOKEN SECONDS");
        assertThatThrownBy(() -> visits("ws://127.0.0.1:7880 token long\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SECONDS: expected a number from 1 to 3600");
    }
}
