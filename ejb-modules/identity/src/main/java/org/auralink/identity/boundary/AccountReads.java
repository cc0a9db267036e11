package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.shared.UserId;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.redis.Copies;
import org.auralink.shared.redis.Copy;
import org.auralink.shared.web.Json;

/**
 * Accounts as their owners look at them again and again: from a copy of the last seconds, and from an older one while
 * PostgreSQL is away. Never for a session that has ended: the copies are kept where every server hears of an end, each
 * session has its own, and the list of ended sessions is asked besides. So nothing is copied while Redis is away.
 */
@ApplicationScoped
public class AccountReads {
    @Inject
    private Sessions sessions;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private EndedSessions ended;

    @Inject
    private Copies copies;

    @Inject
    private Guards guards;

    /**
     * The account behind an access token, as JSON.
     *
     * @throws org.auralink.shared.RefusedException as of {@link Sessions#user}
     */
    public Copy user(String accessToken) {
        AccessToken token = verifier.verifyToRead(accessToken);
        refuseEnded(token);
        Copy copy = copies.readShared(
                subjectOf(token.user()),
                token.session().toString(),
                () -> guards.database().repeatably(() -> Json.text(sessions.user(accessToken))));
        // It may have ended while this waited for somebody else's reading.
        refuseEnded(token);
        return copy;
    }

    /** Something about the account or its sessions has changed, and is committed. */
    void changed(UserId user) {
        copies.changed(subjectOf(user));
    }

    private void refuseEnded(AccessToken token) {
        if (ended.has(token.session())) {
            throw SignedIn.noSession().asException();
        }
    }

    private static String subjectOf(UserId user) {
        return "user:" + user.value();
    }
}
