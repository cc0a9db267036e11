package org.auralink.systemtests.sfu;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.systemtests.ChromiumFeatures;

/**
 * A headless Chromium whose pages are participants: each page runs the official livekit-client with fake devices. Use
 * from one thread, as Playwright demands.
 */
public final class SfuHarness implements AutoCloseable {
    /** Fake devices, no questions, and none of the browser's own traffic. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            "--autoplay-policy=no-user-gesture-required",
            // Whoever shares a screen shares this page.
            "--auto-select-tab-capture-source-by-title=SFU harness",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-default-apps",
            "--no-first-run",
            "--no-default-browser-check",
            ChromiumFeatures.NONE_UNSEEN);

    private static final Set<String> OURS =
            Set.of("/index.html", "/harness.js", "/data.js", "/measure.js", "/joining.js");
    private static final Set<String> OF_THE_CLIENT = Set.of("/livekit-client.umd.js", "/livekit-client.e2ee.worker.js");

    private final HttpServer pages;
    private final String page;
    private final Path client;
    private final Playwright playwright;
    private final Browser browser;

    /**
     * Starts Chromium and serves the page on a loopback port.
     *
     * @param chromium the browser's executable
     * @param client livekit-client's {@code livekit-client.umd.js}
     */
    public SfuHarness(Path chromium, Path client) throws IOException {
        this(chromium, client, InetAddress.getLoopbackAddress(), List.of());
    }

    /**
     * As the other, for a browser that another network than this one reaches.
     *
     * @param host address of this machine that the page is served at; the browser trusts it with a camera
     * @param more arguments of the browser
     */
    SfuHarness(Path chromium, Path client, InetAddress host, List<String> more) throws IOException {
        this.client = client;
        pages = HttpServer.create(new InetSocketAddress(host, 0), 16);
        pages.createContext("/", this::serve);
        pages.start();
        page = "http://" + host.getHostAddress() + ":" + pages.getAddress().getPort();
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        arguments.add("--unsafely-treat-insecure-origin-as-secure=" + page);
        arguments.addAll(more);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setArgs(arguments));
    }

    /** Opens a page of its own profile and joins; returns once camera and microphone are published. */
    public Peer join(String url, String token, Map<String, Object> options) {
        Peer peer = open();
        var arguments = new HashMap<>(options);
        arguments.put("url", url);
        arguments.put("token", token);
        peer.call("join", arguments);
        return peer;
    }

    /** Opens a page of its own profile, which joins nothing yet. */
    Peer open() {
        BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setPermissions(List.of("camera", "microphone")));
        Page opened = context.newPage();
        var peer = new Peer(opened);
        opened.navigate(page + "/");
        return peer;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = content(path.equals("/") ? "/index.html" : path);
        exchange.getResponseHeaders().set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private byte[] content(String path) throws IOException {
        if (OF_THE_CLIENT.contains(path)) {
            return Files.readAllBytes(client.resolveSibling(path.substring(1)));
        }
        if (!OURS.contains(path)) {
            return new byte[0];
        }
        try (InputStream in = SfuHarness.class.getResourceAsStream("/sfu-harness" + path)) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        pages.stop(0);
    }
}
