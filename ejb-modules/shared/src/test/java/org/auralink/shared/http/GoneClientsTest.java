package org.auralink.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoneClientsTest {
    private static final StackTraceElement SENDING =
            new StackTraceElement("org.glassfish.grizzly.nio.NIOConnection", "assertOpen", "NIOConnection.java", 427);
    private static final StackTraceElement CHANNEL =
            new StackTraceElement("sun.nio.ch.SocketChannelImpl", "write", "SocketChannelImpl.java", 1);
    private static final StackTraceElement CACHE =
            new StackTraceElement("redis.clients.jedis.Connection", "flush", "Connection.java", 1);

    @Test
    void aConnectionThatHasEndedIsNothingForTheLog() {
        assertThat(GoneClients.isGone(thrownAt(new IOException("Connection is closed"), SENDING)))
                .isTrue();
        assertThat(GoneClients.isGone(new IllegalStateException(
                        new RuntimeException(thrownAt(new ClosedChannelException(), CHANNEL, SENDING)))))
                .isTrue();
    }

    @Test
    void norWhenItsStackIsText() {
        String said = "StandardHostValve@1: Exception processing ErrorPage[errorCode=0, location=/error-answer]\n";
        assertThat(GoneClients.isGone(said + text(thrownAt(new IOException("Connection is closed"), SENDING))))
                .isTrue();
        assertThat(GoneClients.isGone(said
                        + text(new IllegalStateException(thrownAt(new ClosedChannelException(), CHANNEL, SENDING)))))
                .isTrue();
        assertThat(GoneClients.isGone(said + text(thrownAt(new IOException("reset"), CHANNEL, CACHE, SENDING))))
                .isFalse();
        assertThat(GoneClients.isGone(said + text(thrownAt(new IllegalStateException(), SENDING))))
                .isFalse();
        assertThat(GoneClients.isGone(said)).isFalse();
        assertThat(GoneClients.isGone((String) null)).isFalse();
    }

    private static String text(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void whatElseGoesWrongIsLogged() {
        assertThat(GoneClients.isGone((Throwable) null)).isFalse();
        assertThat(GoneClients.isGone(thrownAt(new IOException("Connection reset"), CHANNEL, CACHE, SENDING)))
                .as("of another connection, in a request")
                .isFalse();
        assertThat(GoneClients.isGone(thrownAt(new EOFException(), CACHE))).isFalse();
        assertThat(GoneClients.isGone(new IllegalStateException("Connection is closed")))
                .isFalse();
        var circle = new IOException("a");
        circle.initCause(new IOException(circle));
        assertThat(GoneClients.isGone(circle)).isFalse();
    }

    @Test
    void recordsOfTheServerPassAsBeforeAndAfterwardsAll() {
        Logger server = Logger.getLogger("jakarta.enterprise.web");
        List<String> logged = new ArrayList<>();
        Handler handler = new Remembering(logged);
        server.addHandler(handler);
        server.setUseParentHandlers(false);
        server.setFilter(record -> !"never".equals(record.getMessage()));
        IOException gone = thrownAt(new IOException("Connection is closed"), SENDING);
        Runnable end = GoneClients.keepOut();
        try {
            server.log(Level.WARNING, "gone", gone);
            server.log(Level.WARNING, "fault", new IllegalStateException());
            server.log(Level.WARNING, "never");
            end.run();
            server.log(Level.WARNING, "gone again", gone);
            assertThat(logged).containsExactly("fault", "gone again");
        } finally {
            server.setFilter(null);
            server.removeHandler(handler);
            server.setUseParentHandlers(true);
        }
    }

    @Test
    void aThreadThatIsToldOfAClearedRequestDiesInSilenceAndOthersDoNot() throws InterruptedException {
        var cleared = new StackTraceElement(
                "org.apache.catalina.connector.InputBuffer$ReadHandlerImpl",
                "processCallbacks",
                "InputBuffer.java",
                443);
        List<String> died = Collections.synchronizedList(new ArrayList<>());
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> died.add(thread.getName()));
        Runnable end = GoneClients.keepOut();
        try {
            die("cleared", thrownAt(new NullPointerException(), cleared));
            die("elsewhere", thrownAt(new NullPointerException(), SENDING, cleared));
            die("otherwise", thrownAt(new IllegalStateException(), cleared));
            end.run();
            die("cleared afterwards", thrownAt(new NullPointerException(), cleared));
            assertThat(died).containsExactly("elsewhere", "otherwise", "cleared afterwards");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void die(String name, RuntimeException why) throws InterruptedException {
        var thread = new Thread(
                () -> {
                    throw why;
                },
                name);
        thread.start();
        thread.join();
    }

    private static <T extends Throwable> T thrownAt(T thrown, StackTraceElement... stack) {
        thrown.setStackTrace(stack);
        return thrown;
    }

    private static final class Remembering extends Handler {
        private final List<String> messages;

        Remembering(List<String> messages) {
            this.messages = messages;
        }

        @Override
        public void publish(@Nullable LogRecord record) {
            if (record != null) {
                messages.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
