package org.auralink.media.transport;

import java.util.Objects;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of an association, and the keys of its media: the handshake shows a certificate and agrees on keys
 * (RFC 5764), and the client's description says which certificate it has to be (RFC 8122 5). Either may come first.
 */
final class PeerSecurity {
    private @Nullable Fingerprint described;
    private byte @Nullable [] shown;
    private @Nullable SrtpKeys keys;
    private DtlsRole role = DtlsRole.SERVER;

    /** The client described its certificate; false when it described another one before. */
    boolean describe(Fingerprint fingerprint) {
        if (described != null && !described.equals(fingerprint)) {
            return false;
        }
        described = fingerprint;
        return true;
    }

    /** The handshake is complete. */
    void agreed(DtlsRole ours, SrtpKeys agreed, byte[] certificate) {
        role = ours;
        keys = agreed;
        shown = certificate;
    }

    /** Whether both are known: what was described, and what was shown. */
    boolean isComplete() {
        return described != null && shown != null && keys != null;
    }

    /** Whether the certificate is the described one; once it is {@link #isComplete}. */
    boolean isGenuine() {
        return Objects.requireNonNull(described).matches(Objects.requireNonNull(shown));
    }

    /** The keys, which are not kept here any longer. */
    SrtpKeys takeKeys() {
        SrtpKeys taken = Objects.requireNonNull(keys);
        keys = null;
        return taken;
    }

    /** Ours in the handshake. */
    DtlsRole role() {
        return role;
    }
}
