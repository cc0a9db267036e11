package org.auralink.media.connector.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Set;
import javax.security.auth.Subject;
import org.auralink.media.connector.MediaNodeConnection;
import org.auralink.media.connector.MediaNodeConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates pooled connections to media nodes. One HTTP client serves all of them: it multiplexes and keeps sockets open
 * by itself.
 */
@ConnectionDefinition(
        connectionFactory = MediaNodeConnectionFactory.class,
        connectionFactoryImpl = NodeConnections.class,
        connection = MediaNodeConnection.class,
        connectionImpl = NodeHandle.class)
public final class NodeConnectionFactory implements ManagedConnectionFactory {

    private static final long serialVersionUID = 1L;

    private String apiKey = "";
    private String apiSecret = "";
    private transient @Nullable RoomService service;
    private transient @Nullable PrintWriter log;

    /** The API key of the nodes. */
    public String getApiKey() {
        return apiKey;
    }

    @ConfigProperty(description = "API key that the media nodes accept")
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /** The secret that belongs to the API key. */
    public String getApiSecret() {
        return apiSecret;
    }

    @ConfigProperty(description = "Secret that belongs to the API key", confidential = true)
    public void setApiSecret(String apiSecret) {
        this.apiSecret = apiSecret;
    }

    @Override
    public Object createConnectionFactory(ConnectionManager pool) {
        return new NodeConnections(this, pool);
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        throw new ResourceException("Connections to media nodes are pooled by a container.");
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
            throws ResourceException {
        if (!(info instanceof NodeAddress node)) {
            throw new ResourceException("A connection is opened to a node's address.");
        }
        return new NodeManagedConnection(node, service());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable ManagedConnection matchManagedConnections(
            Set connections, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
        for (Object candidate : connections) {
            if (candidate instanceof NodeManagedConnection connection
                    && connection.node().equals(info)) {
                return connection;
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException when key or secret is missing */
    AccessToken tokens() {
        return new AccessToken(new ApiKey(apiKey, apiSecret), Clock.systemUTC());
    }

    /** @throws IllegalArgumentException when key or secret is missing */
    Webhooks webhooks() {
        return new Webhooks(new ApiKey(apiKey, apiSecret), Limits.DEFAULTS, Clock.systemUTC());
    }

    private synchronized RoomService service() throws ResourceException {
        RoomService existing = service;
        if (existing != null) {
            return existing;
        }
        try {
            AccessToken tokens = tokens();
            HttpClient http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Limits.DEFAULTS.connectTimeout())
                    .build();
            RoomService created = new RoomService(new TwirpClient(http, tokens, Limits.DEFAULTS), tokens);
            service = created;
            return created;
        } catch (IllegalArgumentException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        log = out;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeConnectionFactory that
                && apiKey.equals(that.apiKey)
                && apiSecret.equals(that.apiSecret);
    }

    @Override
    public int hashCode() {
        return apiKey.hashCode();
    }
}
