package org.auralink.media.node.organizations;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.auralink.media.node.access.AccessLimits;
import org.auralink.media.node.access.ClientAddresses;
import org.auralink.media.node.access.ExchangeBudget;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.config.ControlPlaneConfig;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.twirp.Elsewhere;

/**
 * What this node does for whoever comes with a token of an organization's key: what the control plane says. Nothing where no
 * control plane is named.
 */
public final class Organizations implements Elsewhere {
    private final OrganizationTokens tokens;
    private final Optional<ControlPlane> controlPlane;
    private final ExchangeBudget budget;
    private final SignalRelay relay;
    private final String nodeId;

    /**
     * @param own keys of the node itself
     * @param addresses tells who asks
     * @param nodeId of this node
     * @param nanos a clock, {@link System#nanoTime} in a running node
     * @throws org.auralink.media.node.config.ConfigException when the authorities cannot be read
     */
    public Organizations(
            ControlPlaneConfig config, ApiKeys own, ClientAddresses addresses, String nodeId, LongSupplier nanos) {
        this.tokens = new OrganizationTokens(own);
        this.controlPlane = config.url().map(url -> new ControlPlane(url, config));
        this.budget = new ExchangeBudget(addresses, AccessLimits.DEFAULT, nanos);
        this.relay = new SignalRelay(exchange -> addresses.client(exchange).getHostAddress());
        this.nodeId = nodeId;
    }

    /** The same door, for tokens of organizations too. */
    public Route signalling(Route door) {
        return controlPlane
                .<Route>map(asked -> new OrganizationSignalling(door, tokens, asked, budget, relay, nodeId))
                .orElse(door);
    }

    @Override
    public Optional<CompletionStage<Message>> ask(Exchange exchange, String method, Supplier<Message> request) {
        return controlPlane.flatMap(asked -> tokens.of(exchange)
                .map(token -> new OrganizationRooms(asked).ask(exchange, token, method, request, budget)));
    }
}
