package org.auralink.media.srtp;

import java.util.Arrays;

/** Master keys of both directions, as DTLS exports them (RFC 5764 4.2). Does not print them. */
public final class SrtpKeys {
    private final SrtpProfile profile;
    private final byte[] clientKey;
    private final byte[] serverKey;
    private final byte[] clientSalt;
    private final byte[] serverSalt;

    /** @param material client key, server key, client salt, server salt */
    public SrtpKeys(SrtpProfile profile, byte[] material) {
        if (material.length != profile.keyMaterialLength()) {
            throw new IllegalArgumentException("key material has " + material.length + " bytes, not "
                    + profile.keyMaterialLength() + " as " + profile + " wants");
        }
        this.profile = profile;
        int key = SrtpProfile.KEY_LENGTH;
        int salt = profile.saltLength();
        clientKey = Arrays.copyOfRange(material, 0, key);
        serverKey = Arrays.copyOfRange(material, key, 2 * key);
        clientSalt = Arrays.copyOfRange(material, 2 * key, 2 * key + salt);
        serverSalt = Arrays.copyOfRange(material, 2 * key + salt, 2 * key + 2 * salt);
    }

    /** What they are for. */
    public SrtpProfile profile() {
        return profile;
    }

    /** Session keys of packets that the client sends. */
    public SessionKeys client() {
        return SessionKeys.derive(profile, clientKey, clientSalt);
    }

    /** Session keys of packets that the server sends. */
    public SessionKeys server() {
        return SessionKeys.derive(profile, serverKey, serverSalt);
    }
}
