package org.auralink.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9/v1/traces");
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

    private static Traces traces(double sampling) {
        return Traces.start("test", "1", "one", NOWHERE, sampling);
    }

    /** Of a thousand with a tenth: six standard deviations to either side. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0.1, 43, 157", "1, 1000, 1000"})
    void suchAPartOfTheTracesThatBeginHereIsRecorded(double sampling, int least, int most) {
        try (Traces traces = traces(sampling)) {
            long recorded = IntStream.range(0, 1000)
                    .filter(i -> traces.answering("request", Context.root()).isRecording())
                    .count();
            assertThat(recorded).isBetween((long) least, (long) most);
        }
    }

    @Test
    void aTraceThatBeganElsewhereIsRecordedWhenItIsThere() {
        try (Traces none = traces(0);
                Traces all = traces(1)) {
            Span recorded = none.answering("request", Traces.told(PARENT + "01"));
            assertThat(recorded.isRecording()).isTrue();
            assertThat(Traces.traceparent(recorded)).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
            Span ignored = all.answering("request", Traces.told(PARENT + "00"));
            assertThat(ignored.isRecording()).isFalse();
            assertThat(Traces.traceparent(ignored)).isEmpty();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "00", "00-x-y-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"})
    void whatSaysNothingUsableBeginsATrace(String traceparent) {
        try (Traces traces = traces(1)) {
            Span span = traces.answering("request", Traces.told(traceparent));
            assertThat(span.isRecording()).isTrue();
            assertThat(Traces.traceparent(span)).doesNotContain("4bf92f3577b34da6");
        }
    }

    private static HttpServer collector(int status, Runnable asked) throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            asked.run();
        });
        collector.start();
        return collector;
    }

    private static URI url(HttpServer collector) {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
    }

    @Test
    void whatWaitsIsSentAtTheEnd() throws IOException, InterruptedException {
        var told = new CountDownLatch(1);
        HttpServer collector = collector(200, told::countDown);
        try {
            try (Traces traces = Traces.start("test", "1", "one", url(collector), 1)) {
                traces.answering("request", Context.root()).end();
            }
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            collector.stop(0);
        }
    }

    /** One that answers, as one that does not is asked five times over. */
    @Test
    void failuresToSendAreALineAMinute() throws IOException {
        List<LogRecord> told = new CopyOnWriteArrayList<>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger library = Logger.getLogger("io.opentelemetry");
        library.addHandler(listener);
        HttpServer collector = collector(404, () -> {});
        try (Traces traces = Traces.start("test", "1", "one", url(collector), 1)) {
            for (int i = 0; i < 3; i++) {
                traces.answering("request", Context.root()).end();
                traces.flush();
            }
        } finally {
            collector.stop(0);
            library.removeHandler(listener);
        }
        assertThat(told).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getMessage())
                    .startsWith("Spans do not reach their collector")
                    .contains("404");
        });
    }

    @Test
    void theLineHasNoStack() {
        var failures = new ExportFailures();
        Instant now = Instant.parse("2026-11-29T12:00:00Z");
        LogRecord first = failure(now);
        assertThat(failures.isLoggable(first)).isTrue();
        assertThat(first.getThrown()).isNull();
        assertThat(first.getMessage()).endsWith("are dropped: java.net.ConnectException: refused");
        assertThat(failures.isLoggable(failure(now.plusSeconds(59)))).isFalse();
        assertThat(failures.isLoggable(failure(now.plusSeconds(60)))).isTrue();
    }

    private static LogRecord failure(Instant at) {
        var record = new LogRecord(Level.SEVERE, "Failed to export spans");
        record.setInstant(at);
        record.setThrown(new CompletionException(new ConnectException("refused")));
        return record;
    }

    @Test
    void withoutACollectorNothingIsMade() {
        Traces off = Traces.start("test", "1", "one", null, 1);
        assertThat(off.enabled()).isFalse();
        assertThat(off.answering("request", Traces.told(PARENT + "01")).isRecording())
                .isFalse();
    }
}
