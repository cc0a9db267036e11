package org.auralink.media.sdp;

/** A session description that cannot be used. The message says which line or section and why; it has no addresses. */
public final class SdpException extends Exception {
    private static final long serialVersionUID = 1L;

    SdpException(String message) {
        super(message, null, false, false);
    }
}
