package org.auralink.identity.boundary;

import org.auralink.identity.entity.FactorType;

/**
 * A factor that may be enrolled: its texts are accepted.
 *
 * @param issuer empty for this server's name
 */
record FactorWish(FactorType type, String friendlyName, String issuer) {
    @Override
    public String toString() {
        return "FactorWish[redacted]";
    }
}
