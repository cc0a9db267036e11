package org.auralink.shared.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.auralink.shared.web.ErrorCode;
import org.auralink.shared.web.RequestTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
    private static final RequestTrace TRACE =
            new RequestTrace("request-7", "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");

    private static LogRecord record(Level level, String message, Object... parameters) {
        var record = new LogRecord(level, message);
        record.setLoggerName("org.auralink.calls.boundary.Calls");
        record.setInstant(Instant.parse("2026-11-29T12:00:00.123456Z"));
        record.setParameters(parameters);
        return record;
    }

    private static JsonNode read(Optional<RequestTrace> trace, LogRecord record) throws Exception {
        String line = new JsonLines("host:7", "1.2", () -> trace).format(record);
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        return new ObjectMapper().readTree(line);
    }

    @Test
    void aLineHasTheFieldsThatEveryLineHas() throws Exception {
        JsonNode line = read(Optional.empty(), record(Level.INFO, "{0} rooms of \"{1}\"", 2, "x\ny"));
        assertThat(line.toString())
                .isEqualTo(
                        "{\"timestamp\":\"2026-11-29T12:00:00.123Z\",\"level\":\"INFO\",\"service\":\"control-plane\","
                                + "\"message\":\"2 rooms of \\\"x\\ny\\\"\","
                                + "\"context\":{\"logger\":\"org.auralink.calls.boundary.Calls\",\"thread\":\""
                                + Thread.currentThread().getName() + "\"},"
                                + "\"metadata\":{\"instance_id\":\"host:7\",\"version\":\"1.2\"}}");
    }

    @Test
    void aLineOfAFailedRequestSaysWhichAndWhatItsClientWasTold() throws Exception {
        LogRecord record = record(Level.SEVERE, "A request failed", new ErrorCode("internal"));
        record.setThrown(new IllegalStateException("first", new IllegalArgumentException("second")));
        JsonNode line = read(Optional.of(TRACE), record);
        assertThat(line.get("trace_id").asText()).isEqualTo(TRACE.traceId());
        assertThat(line.get("span_id").asText()).isEqualTo(TRACE.spanId());
        assertThat(line.get("request_id").asText()).isEqualTo("request-7");
        assertThat(line.get("error_code").asText()).isEqualTo("internal");
        assertThat(line.get("stack_trace").asText())
                .startsWith("java.lang.IllegalStateException: first\n")
                .contains("Caused by: java.lang.IllegalArgumentException: second");
    }

    @ParameterizedTest
    @CsvSource({"1100, FATAL", "1000, ERROR", "900, WARN", "800, INFO", "700, DEBUG", "500, DEBUG", "400, TRACE"})
    void levelsAreInTheWordsOfMostLogs(int value, String word) {
        assertThat(JsonLines.level(Level.parse(Integer.toString(value)))).isEqualTo(word);
    }

    @Test
    void whatCannotBeFormattedIsWrittenAsItIs() throws Exception {
        assertThat(read(Optional.empty(), record(Level.INFO, "{0} and {", 1))
                        .get("message")
                        .asText())
                .isEqualTo("{0} and {");
    }

    @Test
    void recordsBelowTheLevelAreLeftOut() {
        var out = new ByteArrayOutputStream();
        var handler = new LineHandler(out, new JsonLines("host:7", "1.2", Optional::empty));
        handler.setLevel(Level.INFO);
        handler.publish(record(Level.FINE, "one"));
        handler.publish(record(Level.INFO, "two"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("two").doesNotContain("one\"");
    }
}
