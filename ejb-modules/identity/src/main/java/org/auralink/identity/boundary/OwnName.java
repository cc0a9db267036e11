package org.auralink.identity.boundary;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import org.auralink.identity.control.UniqueViolations;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.Guards;

/** By what a person is found: the door to {@link AuraIds}, of which copies of the account are told. */
@ApplicationScoped
public class OwnName {
    @Inject
    private AuraIds names;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** @throws org.auralink.shared.RefusedException those of {@link AuraIds#read} */
    public AuraIdView read(Caller caller) {
        return guards.database().repeatably(() -> names.read(caller));
    }

    /** @throws org.auralink.shared.RefusedException those of {@link AuraIds#change} */
    public AuraIdView change(Caller caller, AuraIdChange wish) {
        try {
            AuraIdView changed = guards.database().once(() -> names.change(caller, wish));
            reads.changed(caller.userId());
            return changed;
        } catch (PersistenceException | EJBException e) {
            if (UniqueViolations.isCauseOf(e)) {
                throw Refusal.conflict("Somebody has this AuraID. Choose another one.")
                        .asException(e);
            }
            throw e;
        }
    }
}
