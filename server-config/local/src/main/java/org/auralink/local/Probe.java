package org.auralink.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.auralink.findings.AnyCertificate;

/** Asks a part once whether it is ready. */
@FunctionalInterface
interface Probe {
    /** One answer on loopback takes milliseconds; a part that needs longer is not ready. */
    int TIMEOUT_MS = 2000;

    boolean ready();

    /** For a program that is done when it ends. */
    Probe NEVER = () -> false;

    /** Ready when the URL answers 200. */
    static Probe http(URI url) {
        return () -> {
            try {
                HttpURLConnection connection = AnyCertificate.connection(url, TIMEOUT_MS);
                try {
                    return connection.getResponseCode() == 200;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Ready when Redis takes the password and answers a PING. */
    static Probe redis(int port, String user, String password) {
        return () -> exchange(port, "AUTH " + user + " " + password + "\r\nPING\r\n", 12)
                .equals("+OK\r\n+PONG\r\n");
    }

    /** Ready when PostgreSQL accepts connections; a server that still recovers refuses its first message. */
    static Probe postgres(int port, String user) {
        return () -> {
            // Protocol 3.0 start-up: length, version, then user\0name\0database\0postgres\0\0.
            byte[] names = ("user\0" + user + "\0database\0postgres\0\0").getBytes(StandardCharsets.US_ASCII);
            var message = java.nio.ByteBuffer.allocate(8 + names.length);
            message.putInt(8 + names.length).putInt(196608).put(names);
            // 'R' asks for the password: the server is up. 'E' would say why not.
            return exchange(port, new String(message.array(), StandardCharsets.ISO_8859_1), 1)
                    .equals("R");
        };
    }

    private static String exchange(int port, String request, int answerLength) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(answerLength), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
