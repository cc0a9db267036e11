package org.auralink.identity.boundary;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.control.EndedSessions;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/** Where a person is signed in, and how they end that without the device at hand. */
@ApplicationScoped
public class Devices {
    @Inject
    private DeviceSessions sessions;

    @Inject
    private EndedSessions ended;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** The caller's sessions, the last used first. */
    public List<DeviceView> of(Caller caller) {
        return guards.database().repeatably(() -> sessions.of(caller.userId(), sessionOf(caller)));
    }

    /**
     * Ends one of the caller's sessions, at every door.
     *
     * @throws org.auralink.shared.RefusedException not found
     */
    public void end(Caller caller, String sessionId) {
        UUID session = id(sessionId);
        if (session == null) {
            throw Refusal.notFound("You have no such session.").asException();
        }
        guards.database().once(() -> {
            sessions.end(caller.userId(), session);
            return session;
        });
        ended.add(List.of(session));
        reads.changed(caller.userId());
    }

    /** The session that asks; null for a caller who has none of ours. */
    static @Nullable UUID sessionOf(Caller caller) {
        try {
            Object session = JSONObjectUtils.parse(caller.claims()).get("session_id");
            return session instanceof String text ? id(text) : null;
        } catch (ParseException e) {
            throw new IllegalStateException("the claims of a caller are JSON", e);
        }
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
