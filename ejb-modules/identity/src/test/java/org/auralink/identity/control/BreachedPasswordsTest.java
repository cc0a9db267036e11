package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreachedPasswordsTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T10:00:00Z"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100, 1000})
    void aListIsSearchedWhereItLies(int size) throws Exception {
        List<String> listed =
                IntStream.range(0, size).mapToObj(i -> "listed " + i).toList();
        for (String end : List.of("\n", "\r\n")) {
            Path file = Files.writeString(
                    directory.resolve("list"),
                    String.join(
                            end,
                            listed.stream()
                                    .map(password -> BreachedList.sha1(password) + ":" + password.hashCode() % 100_000)
                                    .map(line -> line.replace("-", ""))
                                    .sorted()
                                    .toList()));
            BreachedPasswords list = new BreachedList(file);
            assertThat(listed).allMatch(list::contain);
            assertThat(IntStream.range(0, size + 1).mapToObj(i -> "other " + i)).noneMatch(list::contain);
        }
    }

    @Test
    void aListThatIsGoneLetsPasswordsPass() {
        assertThat(new BreachedList(directory.resolve("gone")).contain("password"))
                .isFalse();
    }

    @Test
    void theServiceLearnsFiveDigitsAndPaddingDoesNotCount() throws Exception {
        List<String> asked = new ArrayList<>();
        String inPublic = BreachedList.sha1("public");
        String padding = BreachedList.sha1("padding");
        HttpServer service = service(path -> {
            asked.add(path);
            return "0000000000000000000000000000000000A:3\r\n" + inPublic.substring(5) + ":42\r\n"
                    + padding.substring(5) + ":0\r\n";
        });
        try {
            BreachRange range = new BreachRange(address(service), clock);
            assertThat(range.contain("public")).isTrue();
            assertThat(range.contain("padding")).isFalse();
            assertThat(range.contain("private")).isFalse();
            assertThat(asked)
                    .allMatch(path -> path.matches("/range/[0-9A-F]{5} true"))
                    .hasSize(3);
        } finally {
            service.stop(0);
        }
    }

    @Test
    void aServiceThatFailsIsLeftAloneForAMinuteAndPasswordsPass() throws Exception {
        List<String> asked = new ArrayList<>();
        HttpServer service = service(path -> {
            asked.add(path);
            return null;
        });
        try {
            BreachRange range = new BreachRange(address(service), clock);
            assertThat(range.contain("public")).isFalse();
            assertThat(range.contain("public")).isFalse();
            assertThat(asked).hasSize(1);
            clock.pass(Duration.ofMinutes(1));
            assertThat(range.contain("public")).isFalse();
            assertThat(asked).hasSize(2);
        } finally {
            service.stop(0);
        }
        assertThat(new BreachRange(address(service), clock).contain("public"))
                .as("nobody is there")
                .isFalse();
    }

    @Test
    void aPasswordThatBecamePublicIsNotTaken() {
        PasswordPolicy policy =
                new PasswordPolicy(Limits.standard().passwords(), password -> password.startsWith("public"));
        assertThat(policy.accept("private horse 7")).isEqualTo("private horse 7");
        assertThatThrownBy(() -> policy.accept("public horse 7"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("common_password"));
    }

    private interface Answer {
        /** @return null for a failure */
        @Nullable
        String to(String path);
    }

    private static HttpServer service(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String text = answer.to(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Add-Padding"));
            byte[] body = text == null ? new byte[0] : text.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(text == null ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/range");
    }
}
