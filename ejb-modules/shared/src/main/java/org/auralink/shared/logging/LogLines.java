package org.auralink.shared.logging;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.auralink.shared.health.ServerName;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.auralink.shared.web.TraceFilter;

/**
 * Has everything that this server logs written to standard output as JSON, when {@code auralink.log.json} is set, in the place of
 * what the server writes to its console. By the application, because a formatter of the server's would know nothing of
 * requests and be another file to deploy; so what the server says before looks otherwise. Files that the server keeps are
 * left alone.
 */
public class LogLines implements ServletContextListener {
    private static final Logger ROOT = Logger.getLogger("");

    private Runnable asBefore = () -> {};

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (Settings.current().flag(SharedSettings.LOG_JSON)) {
            asBefore = write(version());
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        asBefore.run();
        asBefore = () -> {};
    }

    /** As Maven wrote it into this module's archive. */
    private static String version() {
        var build = new Properties();
        try (InputStream in =
                LogLines.class.getResourceAsStream("/META-INF/maven/org.auralink/shared/pom.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version", "unknown");
    }

    private static Runnable write(String version) {
        List<Handler> console = Stream.of(ROOT.getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .toList();
        // Not System.out, of which the server makes records for its log.
        var lines = new LineHandler(
                new FileOutputStream(FileDescriptor.out),
                new JsonLines(ServerName.OF_THIS_SERVER, version, TraceFilter::current));
        console.forEach(handler -> lines.setLevel(handler.getLevel()));
        console.forEach(ROOT::removeHandler);
        ROOT.addHandler(lines);
        return () -> {
            ROOT.removeHandler(lines);
            console.forEach(ROOT::addHandler);
        };
    }
}
