package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack of its own with {@code --tls}, by the address at which others in the network have it. */
class TlsIT {
    @TempDir
    private static Path temporary;

    private static LauncherProcess stack;
    private static String web;
    private static String signalling;
    private static Path authority;

    @BeforeAll
    static void start() {
        stack = LauncherProcess.start(
                temporary.resolve("state"),
                LauncherProcess.freePorts(),
                Map.of("AURALINK_NODE__NODE__REHEARSAL", "false"),
                "--tls");
        stack.awaitReady();
        authority = temporary.resolve("state/tls/authority.pem");
        web = shown("Open +(https://\\S+)");
        signalling = shown("Media node (wss://[^ ,]+)").replace("wss:", "https:");
    }

    @AfterAll
    static void stop() {
        stack.terminate();
    }

    private static String shown(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(stack.shown());
        assertThat(found.find()).as(stack.shown()).isTrue();
        return found.group(1);
    }

    /** What another program makes of it, which trusts the authority and nobody else: status, version of HTTP, head, body. */
    private static Reply ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-i", "--max-time", "20", "--noproxy", "*"));
        command.addAll(List.of("--cacert", authority.toString(), "-w", "\n%{http_code} %{http_version} %{exitcode}"));
        command.addAll(List.of(arguments));
        String said = DeploymentTools.run(temporary, Map.of(), command).said();
        int end = said.lastIndexOf('\n');
        String[] words = said.substring(end + 1).split(" ");
        return new Reply(
                Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]), said.substring(0, Math.max(0, end)));
    }

    private record Reply(int status, String version, int exit, String text) {
        String header(String name) {
            Matcher found = Pattern.compile("(?mi)^" + name + ": (.*)$").matcher(text);
            return found.find() ? found.group(1).strip() : "";
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        JsonObject json() {
            return new Gson().fromJson(body(), JsonObject.class);
        }
    }

    private static Reply post(String path, String token, Object body) {
        return ask(
                "-H",
                "Authorization: Bearer " + token,
                "-H",
                "Content-Type: application/json",
                "-d",
                new Gson().toJson(body),
                web + path);
    }

    @Test
    void whoTrustsTheAuthorityIsServedByHttp2WithTheHeadersOfEveryAnswer() {
        assertThat(URI.create(web).getHost()).doesNotMatch("localhost|127\\..*");
        for (String path : List.of("/", "/nothing", "/api/v1/calls", "/auth/v1/user", "/health/ready")) {
            Reply answer = ask("--http2", web + path);
            assertThat(answer.version()).as(answer.toString()).isEqualTo("2");
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("Server") + answer.header("Connection"))
                    .as(path)
                    .isEmpty();
            assertThat(answer.header("Strict-Transport-Security"))
                    .as("of an authority of one's own")
                    .isEmpty();
        }
        String policy = ask(web + "/").header("Content-Security-Policy");
        assertThat(policy)
                .contains("script-src 'self';")
                .contains("connect-src 'self' " + signalling.replace("https:", "wss:") + " " + signalling + ";");
        assertThat(ask("--http1.1", web + "/").version()).isEqualTo("1.1");
        assertThat(ask("--tls-max", "1.1", web + "/").status()).isZero();
    }

    @Test
    void whoeverDoesNotTrustTheAuthorityOrSpeaksInClearTextIsNotServed() throws IOException {
        String elsewhere = "/etc/ssl/certs/ca-certificates.crt";
        assertThat(ask("--cacert", elsewhere, web + "/").exit()).isEqualTo(60);
        for (String url : List.of(web, signalling)) {
            Reply plain = ask(url.replace("https:", "http:") + "/");
            assertThat(plain.status()).as(plain.toString()).isZero();
            assertThat(plain.exit()).isNotZero();
        }
        Reply download = ask(web + "/authority.crt");
        assertThat(download.header("Content-Type")).isEqualTo("application/x-x509-ca-cert");
        assertThat(download.body()).isEqualTo(Files.readString(authority));
        assertThat(stack.shown()).contains(fingerprint());
    }

    /** Of the authority, as it was printed. */
    private static String fingerprint() {
        String said = DeploymentTools.run(
                        temporary,
                        Map.of(),
                        "openssl",
                        "x509",
                        "-in",
                        authority.toString(),
                        "-noout",
                        "-fingerprint",
                        "-sha256")
                .said();
        return said.substring(said.indexOf('=') + 1).strip();
    }

    @Test
    void whatIsNoRequestIsRefusedOverHttp2AsOverHttp1() {
        Reply brew = ask("-X", "BREW", web + "/api/v1/calls");
        assertThat(brew.version()).isEqualTo("2");
        assertThat(brew.status()).isEqualTo(405);
        assertThat(brew.header("Content-Type")).startsWith("application/problem+json");
        assertThat(brew.header("Allow")).contains("GET");
        assertThat(brew.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(ask(web + "/api/v1/calls%00").status()).isEqualTo(400);
        assertThat(ask("-H", "X-Long: " + "x".repeat(9000), web + "/").status()).isIn(400, 431);
        // A length is what bodies are received by.
        Reply endless = ask("-H", "Content-Length:", "-d", "{}", web + "/auth/v1/signup");
        assertThat(endless.status()).as(endless.toString()).isEqualTo(411);
        assertThat(endless.json().get("error_code").getAsString()).isEqualTo("length_required");
    }

    @Test
    void whoResetsStreamAfterStreamLosesTheConnectionAndNobodyElseDoes() throws Exception {
        try (SSLSocket socket = socket()) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            frame(bytes, 0x4, 0, 0, new byte[0]);
            // RFC 7541, appendix A: GET, https, /, and a name for the host.
            byte[] head = {(byte) 0x82, (byte) 0x87, (byte) 0x84, 0x41, 1, 'x'};
            for (int stream = 1; stream < 2_000; stream += 2) {
                frame(bytes, 0x1, 0x5, stream, head);
                frame(bytes, 0x3, 0, stream, new byte[] {0, 0, 0, 8});
            }
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.toByteArray());
            assertThat(isEnded(socket)).isTrue();
        } catch (IOException cut) {
            // While it was written to.
        }
        assertThat(ask("--http2", web + "/health/ready").status()).isEqualTo(200);
    }

    private static SSLSocket socket() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", certificate(authority));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        URI url = URI.create(web);
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(url.getHost(), url.getPort());
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        return socket;
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (InputStream text = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(text);
        }
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] content) {
        out.writeBytes(new byte[] {0, 0, (byte) content.length, (byte) type, (byte) flags, 0, 0});
        out.writeBytes(new byte[] {(byte) (stream >> 8), (byte) stream});
        out.writeBytes(content);
    }

    private static boolean isEnded(SSLSocket socket) {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    @Test
    void twoPeopleMeetByTheAddressInTheNetworkAndAnotherClientGetsInByWss() {
        // As if the device trusted the authority.
        List<String> trusting = List.of(Browser.trusting(temporary.resolve("state/tls/server.pem")));
        try (var host = new Person("Ada", new Browser(trusting));
                var guest = new Person("Grace", new Browser(trusting))) {
            host.signUpAt(web);
            host.createCall("Encrypted");
            host.join();
            String link = host.copyLink();
            assertThat(link).startsWith(web);
            guest.open(link);
            guest.join();
            host.seesAndHears(1);
            guest.seesAndHears(1);
        }
        anotherClientJoinsByWss();
    }

    private static void anotherClientJoinsByWss() {
        String account = java.util.UUID.randomUUID() + "@example.org";
        Reply signedUp = post("/auth/v1/signup", "", Map.of("email", account, "password", "correct horse 7"));
        assertThat(signedUp.status()).as(signedUp.toString()).isEqualTo(200);
        String token = signedUp.json().get("access_token").getAsString();
        Reply call = post("/api/v1/calls", token, Map.of("name", "Other"));
        assertThat(call.status()).as(call.toString()).isEqualTo(201);
        JsonObject ticket = post("/api/v1/calls/" + call.json().get("call_id").getAsString() + "/join", token, Map.of())
                .json();
        String url = ticket.get("url").getAsString();
        assertThat(url).isEqualTo(signalling.replace("https:", "wss:"));
        Reply upgraded = ask(
                "--http1.1",
                "--max-time",
                "2",
                "-H",
                "Connection: Upgrade",
                "-H",
                "Upgrade: websocket",
                "-H",
                "Sec-WebSocket-Version: 13",
                "-H",
                "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
                signalling + "/rtc?protocol=16&access_token="
                        + ticket.get("token").getAsString());
        assertThat(upgraded.status()).as(upgraded.toString()).isEqualTo(101);
    }
}
