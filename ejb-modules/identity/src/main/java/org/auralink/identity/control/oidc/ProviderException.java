package org.auralink.identity.control.oidc;

/** A provider does not answer, or not as OpenID Connect wants it. The message is for operators and quotes nothing of theirs. */
public final class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProviderException(String message) {
        super(message);
    }

    ProviderException(String message, Throwable cause) {
        super(message, cause);
    }
}
