package org.auralink.media.node.organizations;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.auralink.media.node.access.ExchangeBudget;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code /rtc} and what is below it, for tokens of organizations too: the control plane opens the room, says on which node it
 * is, and gives a token of that node for the one that came. Here the door takes it from there; signalling for another node is
 * passed on, since LiveKit's SDKs know one address only.
 */
final class OrganizationSignalling implements Route {
    private static final String VALIDATE = "/validate";

    private final Route door;
    private final OrganizationTokens tokens;
    private final ControlPlane controlPlane;
    private final ExchangeBudget budget;
    private final SignalRelay relay;
    private final String nodeId;

    /** @param door takes tokens of this node */
    OrganizationSignalling(
            Route door,
            OrganizationTokens tokens,
            ControlPlane controlPlane,
            ExchangeBudget budget,
            SignalRelay relay,
            String nodeId) {
        this.door = door;
        this.tokens = tokens;
        this.controlPlane = controlPlane;
        this.budget = budget;
        this.relay = relay;
        this.nodeId = nodeId;
    }

    @Override
    public void handle(Exchange exchange) {
        boolean asksOnly = exchange.path().endsWith(VALIDATE);
        Optional<String> token = asksOnly || exchange.wantsWebSocket() ? tokens.of(exchange) : Optional.empty();
        if (token.isEmpty()) {
            door.handle(exchange);
            return;
        }
        try {
            budget.take(exchange);
        } catch (Refused e) {
            e.answer(exchange);
            return;
        }
        controlPlane.ask("join", token.get(), "{}").thenAccept(asked -> goOn(exchange, asked, asksOnly));
    }

    private void goOn(Exchange exchange, Asked asked, boolean asksOnly) {
        JsonObject ticket = asked.isGood() ? ticket(asked.body()) : null;
        if (ticket == null) {
            exchange.reply(
                    asked.isGood() ? 500 : asked.status(),
                    "text/plain; charset=utf-8",
                    (asked.isGood() ? "internal error" : asked.body()).getBytes(StandardCharsets.UTF_8),
                    asked.headers());
        } else if (ticket.get("node_id").getAsString().equals(nodeId)) {
            door.handle(exchange.presenting(ticket.get("token").getAsString()));
        } else if (asksOnly) {
            exchange.text(200, "success");
        } else {
            relay.pass(
                    exchange,
                    ticket.get("url").getAsString(),
                    ticket.get("token").getAsString());
        }
    }

    private static @Nullable JsonObject ticket(String body) {
        try {
            JsonObject ticket = SafeJson.object(body, InputLimits.TOLD);
            boolean whole = Stream.of("url", "token", "node_id")
                    .allMatch(field -> ticket.get(field) instanceof JsonPrimitive text && text.isString());
            return whole ? ticket : null;
        } catch (InputException e) {
            return null;
        }
    }
}
