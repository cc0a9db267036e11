package org.auralink.media.sdp;

import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;

/**
 * What the other side of a bundled connection says about its transport.
 *
 * @param credentials for ICE
 * @param fingerprint of its DTLS certificate
 */
public record RemoteTransport(IceCredentials credentials, Fingerprint fingerprint) {
    /**
     * Takes it from the first section that is in use.
     *
     * @throws SdpException when there is none, or its values cannot be used
     */
    public static RemoteTransport of(Session session) throws SdpException {
        Media section = session.transport();
        if (section == null) {
            throw new SdpException("no section has an a=ice-ufrag");
        }
        try {
            return new RemoteTransport(
                    new IceCredentials(section.ufrag(), section.password()), Fingerprint.parse(section.fingerprint()));
        } catch (IllegalArgumentException e) {
            throw new SdpException("section " + section.mid() + ": " + e.getMessage());
        }
    }
}
