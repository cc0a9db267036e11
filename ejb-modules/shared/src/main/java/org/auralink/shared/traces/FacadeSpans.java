package org.auralink.shared.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/**
 * A span for each call of a facade, hence for each transaction, of a request or an event that is recorded. Outside of the
 * transaction, so that its end is part of it.
 */
public class FacadeSpans implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Named by class and method. */
    @AroundInvoke
    public Object around(InvocationContext call) throws Exception {
        if (!Span.current().isRecording()) {
            return call.proceed();
        }
        var method = call.getMethod();
        Span span = Spans.step(method.getDeclaringClass().getSimpleName() + "." + method.getName());
        try (Scope scope = span.makeCurrent()) {
            return call.proceed();
        } catch (Exception e) {
            Spans.failed(span, e);
            throw e;
        } finally {
            span.end();
        }
    }
}
