package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.auralink.traces.Traces;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    @Test
    void aRecordIsOneLineWithAllThatIsKnown() {
        var record = new LogRecord(Level.WARNING, "Room {0}\nfailed");
        record.setLoggerName("org.auralink.media.node.rooms.HostedRoom");
        record.setInstant(Instant.parse("2026-11-29T12:00:00.123456Z"));
        record.setParameters(new Object[] {"RM_\"7"});
        record.setThrown(new IllegalStateException("first", new IllegalArgumentException("second")));
        String line = new JsonLines().format(record);
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        JsonObject read = JsonParser.parseString(line).getAsJsonObject();
        assertThat(read.get("timestamp").getAsString()).isEqualTo("2026-11-29T12:00:00.123Z");
        assertThat(read.get("level").getAsString()).isEqualTo("WARN");
        assertThat(read.get("service").getAsString()).isEqualTo("media-node");
        assertThat(read.get("message").getAsString()).isEqualTo("Room RM_\"7\nfailed");
        assertThat(read.get("stack_trace").getAsString())
                .startsWith("java.lang.IllegalStateException: first")
                .contains("Caused by: java.lang.IllegalArgumentException: second");
        assertThat(read.getAsJsonObject("context").get("logger").getAsString())
                .isEqualTo("org.auralink.media.node.rooms.HostedRoom");
        assertThat(read.getAsJsonObject("context").get("thread").getAsString())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(read.getAsJsonObject("metadata").get("version").getAsString())
                .isNotEmpty();
        assertThat(read.getAsJsonObject("metadata").has("instance_id")).isTrue();
    }

    @Test
    void aLineOfWhatSomebodyAskedForSaysItsTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(line().has("trace_id")).isFalse();
        try (Scope scope = Traces.told("00-" + trace + "-00f067aa0ba902b7-00").makeCurrent()) {
            assertThat(line().get("trace_id").getAsString()).isEqualTo(trace);
            assertThat(line().get("span_id").getAsString()).isEqualTo("00f067aa0ba902b7");
        }
        assertThat(line().has("trace_id")).isFalse();
    }

    private static JsonObject line() {
        return JsonParser.parseString(new JsonLines().format(new LogRecord(Level.INFO, "Room opened")))
                .getAsJsonObject();
    }
}
