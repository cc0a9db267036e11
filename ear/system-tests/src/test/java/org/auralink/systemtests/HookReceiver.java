package org.auralink.systemtests;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** A receiver of webhooks, as a customer has one. */
final class HookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Hook> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Predicate<JsonObject> refused = hook -> false;
    private volatile IntSupplier millis = () -> 0;

    /** One request that was taken. */
    record Hook(String authorization, String body) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        String type() {
            return json().get("type").getAsString();
        }
    }

    HookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            underWay.incrementAndGet();
            try {
                take(exchange);
            } finally {
                underWay.decrementAndGet();
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        var hook = new Hook(
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0 || refused.test(hook.json());
        if (!fails) {
            taken.add(hook);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis.getAsInt()));
        exchange.sendResponseHeaders(fails ? 503 : 204, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The next so many requests are not taken. */
    void fail(int requests) {
        failures.set(requests);
    }

    /** Such are not taken, as long as nothing else is said. */
    void refuse(Predicate<JsonObject> those) {
        refused = those;
    }

    /** What is taken is answered after up to so many milliseconds. */
    void answersAfter(Random random, int most) {
        millis = () -> random.nextInt(most);
    }

    /** Requests that wait for their answer now. */
    int underWay() {
        return underWay.get();
    }

    /** As if it had been taken here. */
    void add(Hook hook) {
        taken.add(hook);
    }

    /** Those that were taken, in their order. */
    List<Hook> taken() {
        return List.copyOf(taken);
    }

    List<String> types() {
        return taken.stream().map(Hook::type).toList();
    }

    /** Gives all that was taken to LiveKit's receiver, which returns what it read, a line for each. */
    List<String> readByLiveKit(String key, String secret) throws IOException, InterruptedException {
        Path script = LauncherProcess.root().resolve("ear/system-tests/src/test/web/webhook-receiver.mjs");
        Process node = new ProcessBuilder("node", script.toString(), key, secret)
                .redirectErrorStream(true)
                .start();
        try (var in = node.outputWriter()) {
            for (Hook hook : taken) {
                in.write(new Gson().toJson(Map.of("authorization", hook.authorization(), "body", hook.body())) + "\n");
            }
        }
        String shown = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (node.waitFor() != 0) {
            throw new AssertionError("livekit-server-sdk: " + shown);
        }
        return shown.lines().toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
