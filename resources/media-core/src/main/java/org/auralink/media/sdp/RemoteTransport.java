package org.auralink.media.sdp;

import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;

/**
 * What the other side of a bundled connection says about its transport.
 *
 * @param credentials for ICE
 * @param fingerprint of its DTLS certificate
 * @param ours our side of the handshake: the client's when the other side is passive, else the server's (RFC 5763 5)
 */
public record RemoteTransport(IceCredentials credentials, Fingerprint fingerprint, DtlsRole ours) {
    private static final String PASSIVE = "passive";

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
                    new IceCredentials(section.ufrag(), section.password()),
                    Fingerprint.parse(section.fingerprint()),
                    section.setup().equals(PASSIVE) ? DtlsRole.CLIENT : DtlsRole.SERVER);
        } catch (IllegalArgumentException e) {
            throw new SdpException("section " + section.mid() + ": " + e.getMessage());
        }
    }
}
