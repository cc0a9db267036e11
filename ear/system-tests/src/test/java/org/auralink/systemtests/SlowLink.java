package org.auralink.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A TCP connection's way to a server on this machine, on which the server's answers may take as long as a test says. */
final class SlowLink implements AutoCloseable {
    private static final int CHUNK = 16 << 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket door;
    private final int target;
    private volatile Duration delay = Duration.ZERO;

    /** What the server said, and when it may arrive; no bytes for its end. */
    private record Due(long at, byte[] bytes) {}

    /** @param target the server's port on loopback */
    SlowLink(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** By how much everything arrives later that the server says from now on. */
    void delay(Duration by) {
        delay = by;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getByName("127.0.0.1"), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            BlockingQueue<Due> answers = new LinkedBlockingQueue<>();
            threads.execute(() -> ask(client, server));
            threads.execute(() -> hear(server, answers));
            answer(answers, client.getOutputStream());
        } catch (IOException e) {
            // One of the two is gone, and so is the other now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ask(Socket client, Socket server) {
        try {
            client.getInputStream().transferTo(server.getOutputStream());
            server.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    private void hear(Socket server, BlockingQueue<Due> answers) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = server.getInputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                answers.add(due(Arrays.copyOf(chunk, read)));
            }
        } catch (IOException e) {
            // As above.
        }
        answers.add(due(new byte[0]));
    }

    private Due due(byte[] bytes) {
        return new Due(System.nanoTime() + delay.toNanos(), bytes);
    }

    private static void answer(BlockingQueue<Due> answers, OutputStream out) throws IOException, InterruptedException {
        for (Due next = answers.take(); next.bytes().length > 0; next = answers.take()) {
            for (long left = next.at() - System.nanoTime(); left > 0; left = next.at() - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            out.write(next.bytes());
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
