package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.ResourceException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedeliveryTest {
    private static final Logger LOG = Logger.getLogger(Redelivery.class.getName());

    private final List<LogRecord> told = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord one) {
            told.add(one);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(handler);
        LOG.setUseParentHandlers(true);
    }

    static Stream<Throwable> away() {
        return Stream.of(
                new RuntimeException(new ConnectException("Connection refused")),
                new RuntimeException(new IllegalStateException(new SQLException("secret@example.org", "08001"))),
                new RuntimeException(new SQLException("too many clients", "53300")),
                new RuntimeException(new SocketTimeoutException("Read timed out")));
    }

    @ParameterizedTest
    @MethodSource("away")
    void whatIsAwayIsToldInOneLine(Throwable cause) throws Exception {
        deliver(cause);

        LogRecord first = told.get(0);
        assertThat(first.getLevel()).isEqualTo(Level.WARNING);
        assertThat(first.getThrown()).isNull();
        assertThat(first.getMessage()).isEqualTo("The application did not take an event: {0}");
        assertThat(first.getParameters()[0].toString())
                .contains("because of ")
                .doesNotContain("\n")
                .doesNotContain("secret@example.org");
    }

    @Test
    void aFaultThatNobodyExpectedIsToldWithItsTrace() throws Exception {
        deliver(new RuntimeException(new SQLException("syntax error", "42601")));
        deliver(new IllegalStateException("no such thing"));

        assertThat(told.get(0).getThrown()).hasRootCauseInstanceOf(SQLException.class);
        assertThat(told.get(2).getThrown()).hasRootCauseMessage("no such thing");
    }

    /** Fails once, then is taken. */
    private void deliver(Throwable cause) throws InterruptedException {
        var attempts = new ArrayList<>(List.of(cause));
        var redelivery = new Redelivery(
                new Backoff(Duration.ofNanos(1), Duration.ofNanos(1), new Random(1)), new CountDownLatch(1));
        redelivery.untilTaken("an event", () -> {
            if (!attempts.isEmpty()) {
                throw cause(attempts.remove(0));
            }
            return "taken";
        });
    }

    private static ResourceException cause(Throwable cause) {
        return new ResourceException(cause);
    }
}
