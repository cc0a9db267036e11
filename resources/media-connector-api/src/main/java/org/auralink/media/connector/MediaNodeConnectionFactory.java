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

    /**
     * Reads a webhook of a stock LiveKit server that signs with the nodes' API key.
     *
     * @param nodeUrl the address of the server, which webhooks do not tell; it stands for the node's name too
     * @param authorization the header of that name
     * @param body as it came, byte for byte: the signature is over it
     * @throws MediaNodeException.Refused with {@code unauthenticated} when it is not signed with the key, or was too long
     *     ago, and with {@code malformed} when it is no webhook
     */
    NodeWebhook webhook(String nodeUrl, String authorization, byte[] body);
}
