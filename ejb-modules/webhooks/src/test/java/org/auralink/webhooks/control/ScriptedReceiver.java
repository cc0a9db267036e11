package org.auralink.webhooks.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A receiver on loopback that answers what the test wants, word for word. */
final class ScriptedReceiver implements AutoCloseable {
    private static final char[] PASSWORD = "password".toCharArray();

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final Script script;
    private final @Nullable SSLContext tls;
    private volatile String request = "";
    private volatile String serverName = "";

    @FunctionalInterface
    private interface Script {
        void talk(Socket connection, String request) throws IOException;
    }

    private ScriptedReceiver(ServerSocket server, @Nullable SSLContext tls, Script script) {
        this.server = server;
        this.tls = tls;
        this.script = script;
        var thread = new Thread(this::accept, "scripted-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    static ScriptedReceiver answering(String text) throws IOException {
        return choosing(request -> text);
    }

    static ScriptedReceiver choosing(UnaryOperator<String> answer) throws IOException {
        return new ScriptedReceiver(open(), null, (connection, request) -> write(connection, answer.apply(request)));
    }

    /** Takes the request and says nothing. */
    static ScriptedReceiver silent() throws IOException {
        return new ScriptedReceiver(
                open(),
                null,
                (connection, request) -> connection.getInputStream().read());
    }

    /** Goes on answering, and never comes to the end of a line. */
    static ScriptedReceiver dripping() throws IOException {
        return new ScriptedReceiver(open(), null, (connection, request) -> {
            write(connection, "HTTP/1.1 200 ");
            while (connection.getInputStream().available() == 0) {
                write(connection, "O");
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        });
    }

    /** With a certificate for a name, which {@link #trusting} trusts. */
    static ScriptedReceiver secure(Path directory, String name, String text) throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "receiver")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trusting(keys));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return new ScriptedReceiver(open(), context, (connection, request) -> write(connection, text));
    }

    private static KeyStore trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        for (String alias : Collections.list(keys.aliases())) {
            trusted.setCertificateEntry(alias, keys.getCertificate(alias));
        }
        return trusted;
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket plain = server.accept()) {
                connections.incrementAndGet();
                serve(plain);
            } catch (IOException e) {
                // The client went, or the test is over.
            }
        }
    }

    private void serve(Socket plain) throws IOException {
        Socket connection = plain;
        if (tls != null) {
            var secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
            secure.setUseClientMode(false);
            secure.startHandshake();
            serverName = ((ExtendedSSLSession) secure.getSession())
                    .getRequestedServerNames().stream()
                            .map(name -> ((SNIHostName) name).getAsciiName())
                            .findFirst()
                            .orElse("");
            connection = secure;
        }
        request = read(connection.getInputStream());
        script.talk(connection, request);
    }

    /** Head and body, by its length. */
    private static String read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        String before = "Content-Length: ";
        int at = head.indexOf(before) + before.length();
        int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    int connections() {
        return connections.get();
    }

    /** The last one, whole. */
    String request() {
        return request;
    }

    /** That the last client asked for; empty for none. */
    String serverName() {
        return serverName;
    }

    /** Makes connections that trust this receiver's certificate and no other. */
    SSLSocketFactory trusting() {
        if (tls == null) {
            throw new IllegalStateException("not secure");
        }
        return tls.getSocketFactory();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
