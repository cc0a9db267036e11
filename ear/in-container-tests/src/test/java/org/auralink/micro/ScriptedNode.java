package org.auralink.micro;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A media node that does what a test in the server tells it to, over HTTP: {@code /script/event} makes an event,
 * {@code /script/replay} sends all events again as if nobody had taken them, {@code /script/answer} decides about the
 * next questions, {@code /script/asked} counts them.
 */
final class ScriptedNode {
    private final HttpServer server;
    private final List<String> events = new ArrayList<>();
    private final List<OutputStream> readers = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean halting;

    ScriptedNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/auralink/v1/events", this::stream);
        server.createContext("/twirp/", this::answer);
        server.createContext("/script/event", exchange -> {
            add(text(exchange));
            reply(exchange, 200, "");
        });
        server.createContext("/script/replay", exchange -> {
            replay();
            reply(exchange, 200, "");
        });
        server.createContext("/script/answer", exchange -> {
            String how = text(exchange);
            silent = how.equals("never");
            halting = how.equals("half");
            failures.set(how.matches("[0-9]+") ? Integer.parseInt(how) : 0);
            asked.set(0);
            reply(exchange, 200, "");
        });
        server.createContext("/script/asked", exchange -> reply(exchange, 200, "" + asked.get()));
        server.setExecutor(Executors.newCachedThreadPool(ScriptedNode::daemon));
        server.start();
        // Like a node: without it the stream counts as broken after a while and is opened again.
        Executors.newSingleThreadScheduledExecutor(ScriptedNode::daemon)
                .scheduleAtFixedRate(this::giveSignOfLife, 1, 1, TimeUnit.SECONDS);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "scripted-node");
        thread.setDaemon(true);
        return thread;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A stream stays open until the reader leaves. */
    private synchronized void stream(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        int after = last == null ? 0 : Integer.parseInt(last.substring(last.indexOf(':') + 1));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        write(
                out,
                "event: node\ndata: {\"node_id\":\"ND_1\",\"boot_id\":\"boot\",\"oldest_sequence\":1,\"last_sequence\":"
                        + events.size() + "}\n\n");
        for (String event : events.subList(after, events.size())) {
            write(out, event);
        }
        readers.add(out);
    }

    private synchronized void add(String typeAndData) {
        int line = typeAndData.indexOf('\n');
        String event = "id: boot:" + (events.size() + 1) + "\nevent: " + typeAndData.substring(0, line) + "\ndata: "
                + typeAndData.substring(line + 1) + "\n\n";
        events.add(event);
        readers.removeIf(reader -> !write(reader, event));
    }

    private synchronized void giveSignOfLife() {
        readers.removeIf(reader -> !write(reader, ": alive\n\n"));
    }

    private synchronized void replay() {
        for (String event : events) {
            readers.removeIf(reader -> !write(reader, event));
        }
    }

    private static boolean write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        if (silent) {
            // Neither an answer nor an end: the asking side has to give up.
            return;
        }
        if (halting) {
            exchange.sendResponseHeaders(200, 100);
            write(exchange.getResponseBody(), "{\"rooms\":");
            return;
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            reply(exchange, 503, "{\"code\":\"unavailable\",\"msg\":\"scripted\"}");
        } else {
            reply(exchange, 200, "{\"rooms\":[],\"participants\":[]}");
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
