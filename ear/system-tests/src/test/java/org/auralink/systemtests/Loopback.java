package org.auralink.systemtests;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests to the stack of all tests from addresses of the loopback network. Java's own client cannot choose its own. */
final class Loopback {
    private Loopback() {}

    static Answer post(String from, String path, Map<String, ?> body, String... headers) {
        return send("POST", from, path, new Gson().toJson(body), headers);
    }

    static Answer get(String from, String path, String... headers) {
        return send("GET", from, path, "", headers);
    }

    private static Answer send(String method, String from, String path, String body, String... headers) {
        URI web = URI.create(LocalStack.get().webUrl());
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + web.getAuthority()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + content.length
                + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        try (var socket =
                new Socket(InetAddress.getByName("127.0.0.1"), web.getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content);
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that came back until the server closed. */
    record Answer(String text) {
        int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        String header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst()
                    .orElse("");
        }

        /** Also from a body in pieces: it begins and ends with a brace. */
        JsonObject json() {
            return JsonParser.parseString(text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1))
                    .getAsJsonObject();
        }
    }
}
