package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.auralink.media.node.net.TestCertificate;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsPortTest {
    @TempDir
    private Path directory;

    private TestNode node;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        TestCertificate certificate = TestCertificate.make();
        certificate.write(directory.resolve("certificate.pem"), directory.resolve("key.pem"), Instant.now());
        node = new TestNode(
                "tls: {port: 0, cert_file: '%1$s/certificate.pem', key_file: '%1$s/key.pem'}\n".formatted(directory));
        client = HttpClient.newBuilder().sslContext(trusting(certificate)).build();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static SSLContext trusting(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("node", certificate.certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    private String secure(String scheme) {
        return scheme + "://localhost:" + node.node().tlsPort().orElseThrow();
    }

    private HttpResponse<String> get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatThePortServesIsServedOverTlsToo() throws Exception {
        assertThat(get(secure("https") + "/health/ready").statusCode()).isEqualTo(200);
        assertThat(node.get("/health/ready", null).statusCode()).isEqualTo(200);
    }

    @Test
    void somebodyJoinsOverTls() throws Exception {
        var first = new CompletableFuture<ByteBuffer>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(secure("wss") + "/rtc?protocol=16&access_token=" + Tokens.join("ada", "tls")),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
                                first.complete(data);
                                return WebSocket.Listener.super.onBinary(from, data, last);
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        assertThat(first.get(10, TimeUnit.SECONDS).remaining()).isPositive();
        socket.abort();
    }

    @Test
    void aRequestInClearTextIsNotAnswered() {
        assertThatThrownBy(() -> get(secure("http") + "/health/ready")).isInstanceOf(IOException.class);
    }

    @Test
    void metricsTellUntilWhenTheCertificateIsGood() throws Exception {
        assertThat(node.metrics())
                .contains("auralink_certificate_expiry_timestamp_seconds{")
                .contains("certificate=\"signalling\"");
    }
}
