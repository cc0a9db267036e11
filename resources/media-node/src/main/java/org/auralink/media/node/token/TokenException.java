package org.auralink.media.node.token;

/** A token that is refused. The message is what the caller gets to read with a 401; it never quotes the token. */
public final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with the token, without a part of it; the client gets to read it */
    public TokenException(String message) {
        super(message, null, false, false);
    }
}
