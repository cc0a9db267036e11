package org.auralink.media.node.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.token.TokenVerifier;
import org.auralink.media.node.token.Tokens;

/** What checks the tokens that tests make. */
public final class Doors {
    private Doors() {}

    public static Authenticator open() {
        var keys = new ApiKeys(Map.of(Tokens.KEY, Tokens.SECRET));
        return new Authenticator(
                new TokenVerifier(keys, InstantSource.system()),
                keys,
                new ClientAddresses(List.of()),
                AccessLimits.DEFAULT,
                System::nanoTime);
    }
}
