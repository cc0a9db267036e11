package org.auralink.media.connector.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.NamingException;
import javax.naming.Reference;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.MediaNodeConnection;
import org.auralink.media.connector.MediaNodeConnectionFactory;
import org.auralink.media.connector.NodeWebhook;
import org.jspecify.annotations.Nullable;

/** The connection factory that the application looks up; every connection comes from the container's pool. */
final class NodeConnections implements MediaNodeConnectionFactory {

    private static final long serialVersionUID = 1L;

    private final NodeConnectionFactory factory;
    private final transient ConnectionManager pool;
    private @Nullable Reference reference;

    NodeConnections(NodeConnectionFactory factory, ConnectionManager pool) {
        this.factory = factory;
        this.pool = pool;
    }

    @Override
    public MediaNodeConnection getConnection(String nodeUrl) throws ResourceException {
        NodeAddress node;
        try {
            node = NodeAddress.of(nodeUrl);
        } catch (IllegalArgumentException e) {
            throw new ResourceException(e.getMessage(), e);
        }
        return (MediaNodeConnection) pool.allocateConnection(factory, node);
    }

    @Override
    public String joinToken(JoinGrant grant) {
        return factory.tokens().join(grant);
    }

    @Override
    public NodeWebhook webhook(String nodeUrl, String authorization, byte[] body) {
        return factory.webhooks().read(NodeAddress.of(nodeUrl), authorization, body);
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public Reference getReference() throws NamingException {
        if (reference == null) {
            throw new NamingException("the connection factory was not bound by a container");
        }
        return reference;
    }
}
