package org.auralink.media.connector;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/**
 * Hands out connections to media nodes. Looked up by the application in JNDI; the container pools what it returns.
 */
public interface MediaNodeConnectionFactory extends Serializable, Referenceable {

    /**
     * Returns a connection that talks to one node. No traffic happens before the first call.
     *
     * @param nodeUrl the node's HTTP address, for example {@code http://127.0.0.1:7880}
     * @throws ResourceException when the pool is exhausted or the address is not an HTTP address
     */
    MediaNodeConnection getConnection(String nodeUrl) throws ResourceException;

    /**
     * Signs the token with which a client joins a room. No node is asked and no connection taken: it can neither fail nor
     * wait for one.
     */
    String joinToken(JoinGrant grant);
}
