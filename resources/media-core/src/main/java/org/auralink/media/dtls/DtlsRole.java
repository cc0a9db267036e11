package org.auralink.media.dtls;

/** Which side of a handshake somebody takes (RFC 5763 5): {@code a=setup:active} is the client, passive the server. */
public enum DtlsRole {
    CLIENT,
    SERVER
}
