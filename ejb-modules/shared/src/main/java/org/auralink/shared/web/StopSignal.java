package org.auralink.shared.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;
import org.auralink.shared.settings.Settings;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Hears SIGTERM before the server does, which would take no request from then on: its shutdown hooks run all at once and
 * in no order, so none of them can ask the others to wait. What handled the signal before handles it afterwards.
 */
public class StopSignal implements ServletContextListener {
    /** In seconds: how long the server says that it is not ready before it stops. */
    static final String NOTICE_SETTING = "auralink.stop.notice";

    private static final String TERMINATE = "TERM";
    private static final int MOST = 600;

    private @Nullable SignalHandler before;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Duration notice = Duration.ofSeconds(
                Settings.current().integer(NOTICE_SETTING, (int) Limits.STOP_NOTICE.toSeconds(), 0, MOST));
        before = Signal.handle(new Signal(TERMINATE), signal -> stop(signal, notice));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        SignalHandler earlier = before;
        if (earlier != null && !Stopping.isAnnounced()) {
            Signal.handle(new Signal(TERMINATE), earlier);
        }
    }

    private void stop(Signal signal, Duration notice) {
        try {
            Stopping.announce(notice, Limits.STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        SignalHandler earlier = before;
        if (earlier != null) {
            earlier.handle(signal);
        }
    }
}
