package org.auralink.media.node.twirp;

import com.google.gson.JsonObject;
import com.google.protobuf.Message;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.access.Door;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.metrics.TwirpCounters;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.ProtoJson;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.node.protocol.SafeProtobuf;
import org.auralink.media.node.token.Claims;
import org.auralink.media.node.token.VideoGrant;
import org.auralink.media.node.twirp.TwirpError.Code;
import org.auralink.traces.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks Twirp for one service: content types, authorisation, errors. */
public final class TwirpRoute implements Route {
    private static final Logger LOG = LoggerFactory.getLogger(TwirpRoute.class);
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/protobuf";

    /** By which whoever gives rooms to nodes shows how often it gave this one away; ours, LiveKit has no such thing. */
    private static final String EPOCH = "X-AuraLink-Room-Epoch";

    private static final Pattern EPOCHS = Pattern.compile("[1-9][0-9]{0,17}");

    private final String prefix;
    private final String service;
    private final Map<String, TwirpMethod<?>> methods;
    private final Authenticator doors;
    private final TwirpCounters counters;
    private final Traces traces;
    private final Elsewhere elsewhere;

    /** @param service the full name, for example {@code livekit.RoomService} */
    TwirpRoute(String service, List<TwirpMethod<?>> methods, Authenticator doors, TwirpCounters counters) {
        this(
                "/twirp/" + service + "/",
                service.substring(service.indexOf('.') + 1),
                methods.stream().collect(Collectors.toMap(TwirpMethod::name, Function.identity())),
                doors,
                counters,
                Traces.OFF,
                Elsewhere.NOWHERE);
    }

    private TwirpRoute(
            String prefix,
            String service,
            Map<String, TwirpMethod<?>> methods,
            Authenticator doors,
            TwirpCounters counters,
            Traces traces,
            Elsewhere elsewhere) {
        this.prefix = prefix;
        this.service = service;
        this.methods = methods;
        this.doors = doors;
        this.counters = counters;
        this.traces = traces;
        this.elsewhere = elsewhere;
    }

    /** The same, with a span for each request. */
    public TwirpRoute with(Traces made) {
        return new TwirpRoute(prefix, service, methods, doors, counters, made, elsewhere);
    }

    /** The same, which does not refuse tokens for which somebody else answers. */
    public TwirpRoute with(Elsewhere others) {
        return new TwirpRoute(prefix, service, methods, doors, counters, traces, others);
    }

    /** What the paths of its methods begin with. */
    public String prefix() {
        return prefix;
    }

    @Override
    public void handle(Exchange exchange) {
        TwirpMethod<?> method =
                exchange.path().startsWith(prefix) ? methods.get(exchange.path().substring(prefix.length())) : null;
        if (method == null || !exchange.method().equals("POST")) {
            badRoute(exchange, "no handler for path \"" + exchange.path() + "\" and method " + exchange.method());
            return;
        }
        String type = contentType(exchange);
        if (!type.equals(JSON) && !type.equals(PROTOBUF)) {
            badRoute(exchange, "unexpected Content-Type: \"" + type + "\"");
            return;
        }
        long begun = System.nanoTime();
        Span span = traces.answering(
                prefix.substring("/twirp/".length()) + method.name(), Traces.told(exchange.header(Traces.TRACEPARENT)));
        CompletionStage<? extends Message> result;
        try (Scope scope = span.makeCurrent()) {
            result = call(method, exchange, type.equals(JSON));
        } catch (RuntimeException e) {
            failed(span, exchange, method.name(), e);
            return;
        }
        result.whenComplete((message, failure) -> {
            counters.took(service, method.name(), System.nanoTime() - begun);
            if (failure == null) {
                span.end();
                succeed(exchange, method.name(), message, type.equals(JSON));
            } else {
                failed(span, exchange, method.name(), failure);
            }
        });
    }

    /** What the caller did wrong is no error of this node (OpenTelemetry's conventions for servers). */
    private void failed(Span span, Exchange exchange, String method, Throwable failure) {
        try (Scope scope = span.makeCurrent()) {
            TwirpError error = asTwirp(failure);
            span.setAttribute("rpc.response.status_code", error.code().wire());
            if (error.code().status() >= 500) {
                span.setStatus(StatusCode.ERROR, error.code().wire());
            }
            span.end();
            fail(exchange, method, error);
        }
    }

    /** Large metadata is for those who administer rooms; a guest's token does not do. */
    @Override
    public boolean trusts(Exchange head) {
        if (!head.method().equals("POST")) {
            return false;
        }
        try {
            VideoGrant grant = doors.check(head, Door.SERVER_API).video();
            return grant.roomCreate() || grant.roomList() || grant.roomAdmin();
        } catch (Refused e) {
            return false;
        }
    }

    private <Q extends Message> CompletionStage<? extends Message> call(
            TwirpMethod<Q> method, Exchange exchange, boolean json) {
        Optional<CompletionStage<Message>> answer =
                elsewhere.ask(exchange, method.name(), () -> read(method.request(), exchange.body(), json));
        if (answer.isPresent()) {
            return answer.get();
        }
        Claims claims = authenticate(exchange);
        if (!method.mayCall().test(claims.video())) {
            // Before the body is looked at: what it costs to read is for those who may call at all.
            throw TwirpError.denied();
        }
        Q request = read(method.request(), exchange.body(), json);
        if (!method.allowed().test(claims.video(), request)) {
            throw TwirpError.denied();
        }
        return method.call().apply(request, epoch(exchange));
    }

    private static long epoch(Exchange exchange) {
        List<String> shown = exchange.headers(EPOCH);
        if (shown.isEmpty()) {
            return 0;
        }
        if (shown.size() > 1 || !EPOCHS.matcher(shown.get(0)).matches()) {
            throw TwirpError.invalid(EPOCH + ": expected one whole number from 1 to 999999999999999999");
        }
        return Long.parseLong(shown.get(0));
    }

    private Claims authenticate(Exchange exchange) {
        try {
            return doors.authenticate(exchange, Door.SERVER_API);
        } catch (Refused e) {
            Code code = e.tooMany() ? Code.RESOURCE_EXHAUSTED : Code.UNAUTHENTICATED;
            throw new TwirpError(code, String.valueOf(e.getMessage()), e.headers());
        }
    }

    @SuppressWarnings("unchecked") // A builder builds messages of its prototype's type.
    static <Q extends Message> Q read(Q prototype, byte[] body, boolean json) {
        Message.Builder builder = prototype.newBuilderForType();
        try {
            if (json) {
                SafeJson.merge(body, builder, InputLimits.SERVER_API);
            } else {
                SafeProtobuf.merge(body, builder, InputLimits.SERVER_API);
            }
            return (Q) builder.build();
        } catch (InputException e) {
            String what = "the " + (json ? "json" : "protobuf") + " request could not be decoded";
            boolean tooMuch = e.kind() == InputException.Kind.TOO_MUCH;
            throw new TwirpError(Code.MALFORMED, tooMuch ? what + ": " + e.getMessage() : what);
        }
    }

    private void succeed(Exchange exchange, String method, Message message, boolean json) {
        byte[] body;
        try {
            body = json ? ProtoJson.twirp(message).getBytes(StandardCharsets.UTF_8) : message.toByteArray();
        } catch (RuntimeException e) {
            fail(exchange, method, asTwirp(e));
            return;
        }
        counters.count(service, method, 200, "");
        exchange.reply(200, json ? JSON : PROTOBUF, body);
    }

    private void badRoute(Exchange exchange, String message) {
        var meta = new JsonObject();
        meta.addProperty("twirp_invalid_route", exchange.method() + " " + exchange.path());
        counters.count(service, "", Code.BAD_ROUTE.status(), Code.BAD_ROUTE.wire());
        reply(exchange, Code.BAD_ROUTE, message, meta, Map.of());
    }

    private void fail(Exchange exchange, String method, TwirpError error) {
        counters.count(service, method, error.code().status(), error.code().wire());
        reply(exchange, error.code(), String.valueOf(error.getMessage()), new JsonObject(), error.headers());
    }

    private static void reply(
            Exchange exchange, Code code, String message, JsonObject meta, Map<String, String> headers) {
        var body = new JsonObject();
        body.addProperty("code", code.wire());
        body.addProperty("msg", message);
        if (!meta.isEmpty()) {
            body.add("meta", meta);
        }
        exchange.reply(code.status(), JSON, body.toString().getBytes(StandardCharsets.UTF_8), headers);
    }

    private static TwirpError asTwirp(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TwirpError error) {
            return error;
        }
        LOG.error("Server API call failed", cause);
        return new TwirpError(Code.INTERNAL, "internal error");
    }

    private static String contentType(Exchange exchange) {
        String header = exchange.header("Content-Type");
        if (header == null) {
            return "";
        }
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
