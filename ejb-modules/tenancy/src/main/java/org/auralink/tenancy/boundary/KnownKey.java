package org.auralink.tenancy.boundary;

import org.auralink.shared.Caller;

/**
 * Whose an API key is.
 *
 * @param caller the member for whom it acts, in its organization; the claims name the key, which the policies ask
 * @param keyId by which its requests are counted
 * @param perMinute how many it may make
 */
public record KnownKey(Caller caller, String keyId, int perMinute) {
    @Override
    public String toString() {
        return "KnownKey[" + keyId + "]";
    }
}
