package org.auralink.identity.boundary;

import java.net.URI;
import org.auralink.shared.Refusal;

/** How somebody comes back from a provider. */
public sealed interface ProviderReturn {
    /** An allowed page. */
    URI target();

    /** The provider vouches for them. */
    record Arrived(URI target, Verified verified) implements ProviderReturn {
        @Override
        public String toString() {
            return "Arrived[redacted]";
        }
    }

    /**
     * They are not signed in.
     *
     * @param forClient whether a client waits for a code
     */
    record Refused(URI target, boolean forClient, Refusal refusal) implements ProviderReturn {}
}
