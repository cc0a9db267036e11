package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.User;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.Audit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit of a person's active organization what happens with their account, in the transaction of what happens,
 * which acts as the service. The last thing that it does: people of one organization wait for each other from there on.
 */
public final class AccountAudit {
    private AccountAudit() {}

    /**
     * What a person did.
     *
     * @param client from where; null where that is not known
     * @param detail how, without a secret, a name and an address
     */
    public static void write(
            EntityManager entityManager,
            User user,
            AccountEvent event,
            Map<String, String> detail,
            @Nullable ClientAddress client,
            Instant now) {
        String network = client == null ? "" : client.coarse();
        user.home()
                .ifPresent(home ->
                        Audit.writeOfAccount(entityManager, user.id(), home, now, event.action(), detail, network));
    }

    /** What an administrator of all accounts did. */
    public static void writeOfAdministration(
            EntityManager entityManager, User user, AccountEvent event, Map<String, String> detail, Instant now) {
        user.home()
                .ifPresent(home ->
                        Audit.writeOfAdministration(entityManager, user.id(), home, now, event.action(), detail));
    }
}
