package org.auralink.mail.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that answers what a test says, for what a well-behaved one does not do when asked. */
final class ScriptedMailServer implements AutoCloseable {
    /** Instead of an answer: the connection ends. */
    static final String HANGS_UP = "";

    /** Instead of an answer: nothing comes. */
    static final String SAYS_NOTHING = "nothing";

    private final ServerSocket socket;
    private final @Nullable SSLContext certificate;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile @Nullable Socket connected;

    /** @param certificate offered with STARTTLS; null offers none */
    ScriptedMailServer(@Nullable SSLContext certificate) throws IOException {
        this.certificate = certificate;
        socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "scripted mail server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** @param command its first word in capitals, or {@code GREETING}, or a dot for the end of a message */
    ScriptedMailServer answering(String command, String reply) {
        answers.put(command, reply);
        return this;
    }

    /** Commands, and {@code TLS} where the connection became one. */
    List<String> heard() {
        return heard;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                connected = client;
                converse(client);
            } catch (IOException e) {
                // The client is gone, or the test is over.
            }
        }
    }

    private void converse(Socket client) throws IOException {
        var in = reader(client);
        if (!say(client, "GREETING", "220 scripted")) {
            return;
        }
        Socket current = client;
        boolean inMessage = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (inMessage && !line.equals(".")) {
                continue;
            }
            String command = line.split(" ")[0].toUpperCase(Locale.ROOT);
            heard.add(command);
            // A message follows only where it was asked for.
            inMessage = command.equals("DATA")
                    && answers.getOrDefault(command, usual(command, current)).startsWith("3");
            if (!say(current, command, usual(command, current))) {
                return;
            }
            if (command.equals("STARTTLS") && certificate != null) {
                var secured = (SSLSocket)
                        certificate.getSocketFactory().createSocket(current, "localhost", current.getPort(), true);
                secured.setUseClientMode(false);
                secured.startHandshake();
                heard.add("TLS");
                current = secured;
                in = reader(secured);
            }
        }
    }

    private String usual(String command, Socket connection) {
        boolean offers = certificate != null && !(connection instanceof SSLSocket);
        return switch (command) {
            case "EHLO" -> offers ? "250-scripted\r\n250 STARTTLS" : "250 scripted";
            case "DATA" -> "354 go on";
            case "STARTTLS" -> certificate == null ? "502 no" : "220 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private boolean say(Socket client, String command, String usual) throws IOException {
        String reply = answers.getOrDefault(command, usual);
        if (reply.equals(HANGS_UP)) {
            return false;
        }
        if (!reply.equals(SAYS_NOTHING)) {
            client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
        }
        return true;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Whoever waits in accept may still take the next connection until it has noticed, so it is waited for. */
    @Override
    public void close() {
        try {
            socket.close();
            Socket last = connected;
            if (last != null) {
                last.close();
            }
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
