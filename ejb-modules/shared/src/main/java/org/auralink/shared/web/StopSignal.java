package org.auralink.shared.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Hears that the server is to stop before the server does anything about it, and lets it wait.
 *
 * <p>SIGTERM: the server would take no request from then on, as its shutdown hooks run all at once and in no order, so none
 * of them can ask the others to wait. What handled the signal before handles it afterwards. {@code asadmin stop-domain}: the
 * server tells everybody of it, one after the other, before it stops anything.
 */
public class StopSignal implements ServletContextListener {
    private static final String TERMINATE = "TERM";
    private static final String ABOUT_TO_STOP = "prepare_shutdown";

    private @Nullable SignalHandler before;
    private Runnable forget = () -> {};

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Duration notice = Duration.ofSeconds(Settings.current().integer(SharedSettings.STOP_NOTICE));
        before = Signal.handle(new Signal(TERMINATE), signal -> stop(signal, notice));
        forget = PayaraServices.on(ABOUT_TO_STOP, () -> announce(notice));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        forget.run();
        SignalHandler earlier = before;
        if (earlier != null && !Stopping.isAnnounced()) {
            Signal.handle(new Signal(TERMINATE), earlier);
        }
    }

    private void stop(Signal signal, Duration notice) {
        announce(notice);
        SignalHandler earlier = before;
        if (earlier != null) {
            earlier.handle(signal);
        }
    }

    private static void announce(Duration notice) {
        try {
            Stopping.announce(notice, Limits.STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
