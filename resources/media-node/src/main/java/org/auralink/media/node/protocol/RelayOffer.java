package org.auralink.media.node.protocol;

import java.util.List;

/**
 * A relay that a client may use. It does not print: the credential is good for everybody who knows it.
 *
 * @param urls where it is (RFC 7065)
 * @param username of the participant
 * @param password that belongs to it
 */
public record RelayOffer(List<String> urls, String username, String password) {
    @Override
    public String toString() {
        return "RelayOffer";
    }

    /** Who makes them for a participant. */
    @FunctionalInterface
    public interface Source {
        /** @param tlsOnly whether the client has to get through where nothing else does */
        List<RelayOffer> offers(String participant, boolean tlsOnly);
    }
}
