package org.auralink.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The server as the local stack starts it, on a free port, with its users and their secrets. */
final class LocalRedis implements AutoCloseable {
    private final StateDirectory state;
    private final Secrets secrets;
    private final Stack stack;
    private final int port;

    /**
     * @param folder for its state; made here
     * @param furtherConfiguration lines behind those of the stack
     */
    LocalRedis(Path folder, String furtherConfiguration) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        state = StateDirectory.open(folder);
        secrets = new Secrets(state);
        stack = new Stack(state, new Terminal(System.out, System.err), List.of(), Duration.ZERO);
        var part = new Redis(state, Settings.of(List.of("--redis-port", "" + port), Map.of()), secrets).prepare();
        Files.writeString(configuration(), furtherConfiguration, StandardOpenOption.APPEND);
        stack.start(part);
    }

    int port() {
        return port;
    }

    Path configuration() {
        return state.path("redis.conf");
    }

    String password(RedisUser user) {
        return user.password(secrets);
    }

    @Override
    public void close() {
        stack.stopAll();
        state.close();
    }
}
