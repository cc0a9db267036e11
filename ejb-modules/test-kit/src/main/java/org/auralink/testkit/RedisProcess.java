package org.auralink.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis of the oldest release that is supported, on loopback: one for all tests of a module, ended with the JVM. */
public final class RedisProcess {
    private static final int PORT = start();

    private RedisProcess() {}

    /** Where it listens. */
    public static int port() {
        return PORT;
    }

    /** A port on which nothing listens, for tests of what happens while a server is away. */
    public static int freePort() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int start() {
        try {
            int port = freePort();
            var server = new RedisServer(port);
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(RedisServer server) {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
