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
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Chromium with a profile of its own and cameras and microphones that are always there. */
final class Browser implements AutoCloseable {
    /**
     * Four, so that there is a choice: Chromium's second one delivers depth, which no call sends, its third one JPEG.
     * Enough pictures for moving ones, few enough for two encoders on two cores.
     */
    private static final String CAMERAS = "--use-fake-device-for-media-stream=device-count=4,fps=15";

    private final Path profile;
    private final Playwright playwright;
    private final BrowserContext context;
    private final Page page;
    private final List<String> console = new ArrayList<>();

    static {
        // The first page of a cold server, on two busy cores.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    Browser() {
        this(List.of());
    }

    /** @param more switches of Chromium */
    Browser(List<String> more) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            profile = Files.createTempDirectory("auralink-profile");
            context = playwright
                    .chromium()
                    .launchPersistentContext(
                            profile,
                            new BrowserType.LaunchPersistentContextOptions()
                                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                                    .setHeadless(true)
                                    .setViewportSize(1280, 800)
                                    .setLocale("en-GB")
                                    .setPermissions(
                                            List.of("camera", "microphone", "clipboard-read", "clipboard-write"))
                                    .setArgs(switches(
                                            more,
                                            // Root has no sandbox; what is shown here is our own.
                                            "--no-sandbox",
                                            "--use-fake-ui-for-media-stream",
                                            CAMERAS,
                                            "--autoplay-policy=no-user-gesture-required",
                                            "--disable-gpu",
                                            ChromiumFeatures.NONE_UNSEEN,
                                            // Containers often have a tiny /dev/shm.
                                            "--disable-dev-shm-usage")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        page = context.pages().isEmpty() ? context.newPage() : context.pages().get(0);
        page.onConsoleMessage(message -> console.add(message.type() + ": " + message.text()));
        page.onPageError(error -> console.add("uncaught: " + error));
        page.setDefaultTimeout(40_000);
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

    private static List<String> switches(List<String> more, String... always) {
        return Stream.concat(Arrays.stream(always), more.stream()).toList();
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
        playwright.close();
        try (var files = Files.walk(profile)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
