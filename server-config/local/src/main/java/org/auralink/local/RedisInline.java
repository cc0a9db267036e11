package org.auralink.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Redis on this machine, asked by inline commands as a person at a terminal would: the launcher has no client of it. */
final class RedisInline {
    private RedisInline() {}

    /** What it says to some commands, one after the other; empty when it does not take the login. */
    static String ask(int port, String user, String password, String... commands) {
        var said = new ByteArrayOutputStream();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), Doctor.PATIENCE_MS);
            socket.setSoTimeout(Doctor.PATIENCE_MS);
            String request = "AUTH " + user + " " + password + "\r\n" + String.join("\r\n", commands) + "\r\nQUIT\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream answers = socket.getInputStream();
            answers.transferTo(said);
        } catch (IOException e) {
            // What came until then counts.
        }
        String text = said.toString(StandardCharsets.UTF_8);
        return text.startsWith("+OK\r\n") ? text.substring("+OK\r\n".length()) : "";
    }
}
