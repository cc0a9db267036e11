package org.auralink.local;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets the owner of the state directory stop, kill and start single parts, over a Unix socket in that directory. One
 * line comes in, {@code <verb> [part]}, one answer goes out.
 */
final class PartControl implements AutoCloseable {
    static final String SOCKET = "control.sock";

    /** A request is a verb and a name. */
    private static final int MAX_REQUEST = 200;

    private final Stack stack;
    private final Path path;
    private volatile @Nullable ServerSocketChannel server;

    PartControl(Stack stack, Path path) {
        this.stack = stack;
        this.path = path;
    }

    /** Serves requests one by one on a thread of its own. */
    void open(Terminal terminal) {
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path));
            // The directory around it may be open to others, if it was there before.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            server = channel;
            var thread = new Thread(() -> serve(channel), "part-control");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException | IllegalArgumentException e) {
            // Linux allows some 100 characters for such a path. The stack runs without it.
            terminal.line("`part` commands are off: no socket can be made at " + path + ".");
        }
    }

    private void serve(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try (SocketChannel client = channel.accept()) {
                String answer;
                try {
                    answer = answer(readLine(client));
                } catch (LaunchException e) {
                    answer = "error: " + e.getMessage();
                }
                client.write(ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // This client is gone; the next one may stay for its answer.
            }
        }
    }

    private static String readLine(SocketChannel client) throws IOException {
        var stream = Channels.newInputStream(client);
        var line = new StringBuilder();
        for (int next = stream.read(); next >= 0 && next != '\n' && line.length() < MAX_REQUEST; next = stream.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private String answer(String request) {
        String[] words = request.split(" +");
        String name = words.length > 1 ? words[1] : "";
        if (words[0].equals("status") && words.length == 1) {
            return stack.names().stream().map(this::status).collect(Collectors.joining("\n"));
        }
        Part part = stack.known(name);
        if (part == null || words.length != 2) {
            throw new LaunchException("Say status, or stop, kill, start or restart with one of "
                    + String.join(", ", stack.names()) + ".");
        }
        switch (words[0]) {
            case "stop", "kill" -> end(name, words[0].equals("kill"));
            case "start" -> begin(part);
            case "restart" -> {
                end(name, false);
                begin(part);
            }
            default -> throw new LaunchException("There is no command " + words[0] + ".");
        }
        return status(name);
    }

    private void end(String name, boolean abruptly) {
        RunningPart running = stack.find(name);
        if (running == null) {
            return;
        }
        if (abruptly) {
            running.kill();
        } else {
            running.stop(running.part().stopLimit());
        }
    }

    private void begin(Part part) {
        if (stack.find(part.name()) == null) {
            stack.spawn(part).awaitReady();
        }
    }

    private String status(String name) {
        RunningPart running = stack.find(name);
        return name + (running == null ? " stopped" : " running " + running.pid());
    }

    @Override
    public void close() {
        ServerSocketChannel channel = server;
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next run replaces it.
        }
    }
}
