package org.auralink.shared.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import org.auralink.shared.RefusedException;
import org.auralink.shared.health.ServerName;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.auralink.traces.Traces;
import org.jspecify.annotations.Nullable;

/**
 * Spans of this server, sent where the setting {@code auralink.traces.endpoint} says (docs/operating/traces.md). Of the
 * application as a whole, and found without injection: Hibernate and the connector make some, too.
 */
@ApplicationScoped
public class Spans {
    private static final int PERCENT = 100;

    /** Begun when the first is made, so that a test without a server has none. */
    private static final class Holder {
        static final Traces TRACES = begin(Settings.current());
    }

    static Traces begin(Settings settings) {
        URI endpoint = settings.optional(SharedSettings.TRACES_ENDPOINT).isEmpty()
                ? null
                : settings.uri(SharedSettings.TRACES_ENDPOINT, Set.of("http", "https"));
        int percent = settings.integer(SharedSettings.TRACES_SAMPLING);
        return Traces.start(
                "auralink-control-plane", "", ServerName.OF_THIS_SERVER, endpoint, (double) percent / PERCENT);
    }

    void undeployed(@Observes @Destroyed(ApplicationScoped.class) Object event) {
        Holder.TRACES.close();
    }

    /** A request to one of our doors; whoever begins it ends it. */
    public static Span answering(String name, @Nullable String traceparent) {
        return Holder.TRACES.answering(name, Traces.told(traceparent));
    }

    /** A door knows now what this thread's request is, and is about to answer. */
    public static void answered(String method, String route) {
        Span span = Span.current();
        if (span.isRecording()) {
            span.updateName(method + " " + route);
            span.setAttribute("http.request.method", method);
            span.setAttribute("http.route", route);
        }
    }

    /** What another service is asked, as part of what this thread is about; no span when it is about nothing that is recorded. */
    public static <T> T asking(String name, Supplier<T> question) {
        if (!Span.current().isRecording()) {
            return question.get();
        }
        return during(span(name, Context.current(), SpanKind.CLIENT), question);
    }

    /** What follows from something that another service told. */
    public static void hearing(String name, String traceparent, Runnable work) {
        if (traceparent.isEmpty()) {
            work.run();
            return;
        }
        during(span(name, Traces.told(traceparent), SpanKind.CONSUMER), () -> {
            work.run();
            return true;
        });
    }

    /** A step of what this thread is about; whoever begins it ends it. */
    static Span step(String name) {
        return span(name, Context.current(), SpanKind.INTERNAL);
    }

    /** Without the text of what was thrown, which may name people. A refusal is an answer. */
    static void failed(Span span, Throwable thrown) {
        span.setAttribute("error.type", thrown.getClass().getName());
        if (!(thrown instanceof RefusedException)) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    /** A question to the database by this thread, that ends elsewhere; null when nothing is recorded. */
    static @Nullable Span database(String name) {
        if (!Span.current().isRecording()) {
            return null;
        }
        return Holder.TRACES
                .span(name, Context.current())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "postgresql")
                .startSpan();
    }

    private static Span span(String name, Context parent, SpanKind kind) {
        return Holder.TRACES.span(name, parent).setSpanKind(kind).startSpan();
    }

    private static <T> T during(Span span, Supplier<T> work) {
        try (Scope scope = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException | Error e) {
            failed(span, e);
            throw e;
        } finally {
            span.end();
        }
    }
}
