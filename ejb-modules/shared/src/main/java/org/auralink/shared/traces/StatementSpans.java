package org.auralink.shared.traces;

import io.opentelemetry.api.trace.Span;
import org.hibernate.BaseSessionEventListener;
import org.jspecify.annotations.Nullable;

/** A span for each statement of a request or an event that is recorded. For Hibernate, which makes one for each session. */
public final class StatementSpans extends BaseSessionEventListener {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Span open;

    @Override
    public void jdbcExecuteStatementStart() {
        open = Spans.database("statement");
    }

    @Override
    public void jdbcExecuteStatementEnd() {
        ended();
    }

    @Override
    public void jdbcExecuteBatchStart() {
        open = Spans.database("batch");
    }

    @Override
    public void jdbcExecuteBatchEnd() {
        ended();
    }

    private void ended() {
        Span span = open;
        if (span != null) {
            span.end();
            open = null;
        }
    }
}
