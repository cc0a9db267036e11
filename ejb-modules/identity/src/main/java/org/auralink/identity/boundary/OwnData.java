package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.control.EndedSessions;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.Guards;

/** What a person does with their account as a whole: take along what is kept of it, and end it. */
@ApplicationScoped
public class OwnData {
    @Inject
    private EndedAccounts accounts;

    @Inject
    private EndedSessions ended;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** @throws org.auralink.shared.RefusedException forbidden for a key; not found for an account that is kept elsewhere */
    public EndedAccounts.Kept read(Caller caller) {
        requirePerson(caller);
        return guards.database().repeatably(() -> accounts.read(caller));
    }

    /**
     * Ends the account, at every door.
     *
     * @throws org.auralink.shared.RefusedException those of {@link EndedAccounts#delete}; forbidden for a key
     */
    public void delete(Caller caller) {
        requirePerson(caller);
        List<UUID> over = guards.database().once(() -> accounts.delete(caller, Devices.sessionOf(caller)));
        ended.add(over);
        reads.changed(caller.userId());
    }

    private static void requirePerson(Caller caller) {
        if (caller.program()) {
            throw Refusal.forbidden("An API key cannot do that for its maker. Sign in.")
                    .asException();
        }
    }
}
