package org.auralink.systemtests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's browser: a window of a real Chromium with cookies, storage and permissions of its own, and cameras and
 * microphones that are always there. Windows of one JVM belong to one Chromium, because starting one costs more than most
 * tests do in it. For one thread, as Playwright is.
 */
final class Browser implements AutoCloseable {
    /**
     * Four, so that there is a choice: Chromium's second one delivers depth, which no call sends, its third one JPEG.
     * Enough pictures for moving ones, few enough for two encoders on two cores.
     */
    private static final String CAMERAS = "--use-fake-device-for-media-stream=device-count=4,fps=15";

    private static final List<String> ALWAYS = List.of(
            // Root has no sandbox; what is shown here is our own.
            "--no-sandbox",
            "--use-fake-ui-for-media-stream",
            CAMERAS,
            "--autoplay-policy=no-user-gesture-required",
            "--disable-gpu",
            ChromiumFeatures.NONE_UNSEEN,
            // Containers often have a tiny /dev/shm.
            "--disable-dev-shm-usage");

    /** A Chromium and the driver it is held by, which ends it when this JVM ends. */
    private record Running(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        static Running start(List<String> more) {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Running(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                                    .setHeadless(true)
                                    .setArgs(Stream.concat(ALWAYS.stream(), more.stream())
                                            .toList())));
        }

        void close() {
            chromium.close();
            playwright.close();
        }
    }

    private static @Nullable Running shared;

    private final Running running;
    private final boolean alone;
    private final BrowserContext context;
    private final Page page;
    private final List<String> console = new ArrayList<>();

    static {
        // The first page of a cold server, on two busy cores.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    Browser() {
        this(shared(), false);
    }

    /** @param switches of a Chromium that is this one's alone */
    Browser(List<String> switches) {
        this(Running.start(switches), true);
    }

    private Browser(Running running, boolean alone) {
        this.running = running;
        this.alone = alone;
        context = running.chromium()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setLocale("en-GB")
                        .setPermissions(List.of("camera", "microphone", "clipboard-read", "clipboard-write")));
        page = context.newPage();
        page.onConsoleMessage(message -> console.add(message.type() + ": " + message.text()));
        page.onPageError(error -> console.add("uncaught: " + error));
        page.setDefaultTimeout(40_000);
    }

    private static synchronized Running shared() {
        Running found = shared;
        if (found == null || !found.chromium().isConnected()) {
            found = Running.start(List.of());
            shared = found;
        }
        return found;
    }

    /** A switch of Chromium by which it trusts the key of a certificate, whoever shows it. */
    static String trusting(Path certificate) {
        try (InputStream text = Files.newInputStream(certificate)) {
            byte[] key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(text)
                    .getPublicKey()
                    .getEncoded();
            byte[] pin = MessageDigest.getInstance("SHA-256").digest(key);
            return "--ignore-certificate-errors-spki-list="
                    + Base64.getEncoder().encodeToString(pin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(certificate + " is no certificate", e);
        }
    }

    Page page() {
        return page;
    }

    /** Another tab of the same person. */
    Page newTab() {
        return context.newPage();
    }

    /** What the page's scripts said, newest last, for the message of a failure. */
    String said() {
        return String.join("\n", console.subList(Math.max(0, console.size() - 30), console.size()));
    }

    @Override
    public void close() {
        context.close();
        if (alone) {
            running.close();
        }
    }
}
