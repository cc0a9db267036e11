package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.auralink.shared.policies.Guards;

/** Second factors and passkeys of others, for who administers accounts: the caller has shown that. */
@ApplicationScoped
public class FactorAdministration {
    @Inject
    private FactorRecords records;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** @throws org.auralink.shared.RefusedException as of {@link FactorRecords#list} */
    public List<FactorView> list(UUID user) {
        return guards.database().repeatably(() -> records.list(user));
    }

    /** @throws org.auralink.shared.RefusedException as of {@link FactorRecords#rename} */
    public FactorView rename(UUID user, UUID factor, FactorChange change) {
        FactorView changed = guards.database().once(() -> records.rename(user, factor, change));
        reads.changed(new UserId(user));
        return changed;
    }

    /** @throws org.auralink.shared.RefusedException as of {@link FactorRecords#remove} */
    public FactorView remove(UUID user, UUID factor) {
        FactorView removed = guards.database().once(() -> records.remove(user, factor));
        reads.changed(new UserId(user));
        return removed;
    }

    /** @throws org.auralink.shared.RefusedException as of {@link FactorRecords#passkeys} */
    public List<PasskeyView> passkeys(UUID user) {
        return guards.database().repeatably(() -> records.passkeys(user));
    }

    /** @throws org.auralink.shared.RefusedException as of {@link FactorRecords#removePasskey} */
    public void removePasskey(UUID user, UUID passkey) {
        guards.database().once(() -> {
            records.removePasskey(user, passkey);
            return passkey;
        });
    }
}
