package org.auralink.systemtests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to the web port, for requests that no client library would send. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    static RawHttp open() {
        return open(new Socket());
    }

    /** From another address of this machine, with as little room as the system allows for answers that nobody reads. */
    static RawHttp openFrom(String address) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(1);
            socket.bind(new InetSocketAddress(address, 0));
            return open(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawHttp open(Socket socket) {
        URI web = URI.create(LocalStack.get().webUrl());
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", web.getPort()));
            socket.setSoTimeout(PATIENCE_MS);
            return new RawHttp(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request and returns what comes back for it. */
    static Answer ask(String request) {
        try (RawHttp connection = open()) {
            connection.send(request);
            return connection.answer();
        }
    }

    RawHttp send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends as much of it as the server lets through before it ends the connection. */
    RawHttp sendInVain(String text) {
        try {
            return send(text);
        } catch (UncheckedIOException cut) {
            return this;
        }
    }

    /** The next answer, headers and as much body as Content-Length says. */
    Answer answer() {
        try {
            InputStream in = socket.getInputStream();
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.write(next);
            }
            String headers = head.toString(StandardCharsets.ISO_8859_1);
            var without = new Answer(headers, "");
            String length = without.header("Content-Length");
            byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
            return new Answer(headers, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed its side, after what it had to say. */
    boolean isClosed() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Whether the server still holds the connection; nothing is read for it. */
    boolean isThere() {
        try {
            socket.sendUrgentData('\r');
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, then.
        }
    }

    record Answer(String head, String body) {
        int status() {
            return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ", 3)[1]);
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
