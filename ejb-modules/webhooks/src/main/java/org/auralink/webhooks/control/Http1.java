package org.auralink.webhooks.control;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.auralink.webhooks.control.Receiver.EventHeaders;
import org.auralink.webhooks.entity.Limits;

/** The part of HTTP/1.1 (RFC 9112) that one request on a connection of its own needs. */
final class Http1 {
    private static final int FINAL = 200;
    private static final int HIGHEST = 599;

    private Http1() {}

    /** A whole request. The address has been checked to be ASCII without blanks, so nothing of it ends a line. */
    static byte[] request(URI url, byte[] body, String authorization, EventHeaders event) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        String authority = url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
        String head = "POST " + target + " HTTP/1.1\r\nHost: " + authority
                + "\r\nUser-Agent: AuraLink"
                + "\r\nContent-Type: application/webhook+json"
                + "\r\nContent-Length: " + body.length
                + "\r\nAuthorization: " + authorization
                + "\r\nX-AuraLink-Event: " + event.type()
                + "\r\nX-AuraLink-Event-Id: " + event.id()
                + "\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        var request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** Whether it is an address and no name; a server is asked for by name only (RFC 6066, 3). */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /**
     * The final status of an answer; those that come before it (RFC 9110, 15.2) are passed over.
     *
     * @throws IOException when the answer is none, or has more than {@link Limits#ANSWER_BYTES} before its body
     */
    static int status(InputStream in) throws IOException {
        var lines = new Lines(in);
        while (true) {
            int status = statusOf(lines.next());
            if (status >= FINAL) {
                return status;
            }
            while (!lines.next().isEmpty()) {
                // Fields of an interim answer say nothing here.
            }
        }
    }

    private static int statusOf(String line) throws IOException {
        if (line.matches("HTTP/1\\.[01] [1-5]\\d\\d(?: .*)?")) {
            int status = Integer.parseInt(line.substring(9, 12));
            if (status <= HIGHEST) {
                return status;
            }
        }
        throw new NoAnswerException("What the receiver answered is not HTTP/1.1.");
    }

    private static final class Lines {
        private static final int BUFFER = 1024;

        private final InputStream in;
        private int left = Limits.ANSWER_BYTES;

        Lines(InputStream in) {
            this.in = new BufferedInputStream(in, BUFFER);
        }

        String next() throws IOException {
            var line = new StringBuilder();
            for (int next = read(); next != '\n'; next = read()) {
                line.append((char) next);
            }
            int end = line.length();
            return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
        }

        private int read() throws IOException {
            if (left-- <= 0) {
                throw new NoAnswerException(
                        "The receiver's answer has more than " + Limits.ANSWER_BYTES + " bytes before its body.");
            }
            int next = in.read();
            if (next < 0) {
                throw new NoAnswerException("The receiver ended the connection before its answer.");
            }
            return next;
        }
    }
}
