package org.auralink.contacts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.auralink.calls.boundary.Calls;
import org.auralink.calls.boundary.NewCall;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * Calls a contact in one go: makes a call in the caller's active organization, and tells the contact by mail, with the link
 * that lets guests in. The contact may be of another organization and comes as a guest then.
 */
@ApplicationScoped
public class ContactCalls {
    private static final String TYPE = "one_to_one";

    @Inject
    private Calls calls;

    @Inject
    private Contacts contacts;

    @Inject
    private Guards guards;

    /**
     * @param key null when the client sent none; the contact is told once for all requests with it
     * @return the call
     * @throws org.auralink.shared.RefusedException those of {@link Contacts#callable} and of {@link Calls#create}
     */
    public Made call(Caller caller, String contactId, @Nullable IdempotencyKey key) {
        Optional<Made> before =
                key == null ? Optional.empty() : guards.database().repeatably(() -> calls.madeBefore(caller, key));
        return before.orElseGet(() -> ringing(caller, contactId, key));
    }

    private Made ringing(Caller caller, String contactId, @Nullable IdempotencyKey key) {
        String name = guards.database().repeatably(() -> contacts.callable(caller, contactId));
        Made made = guards.database().once(() -> calls.create(caller, new NewCall(name, TYPE, null), key));
        String link =
                guards.database().repeatably(() -> calls.get(caller, made.id()).joinUrl());
        guards.database().once(() -> {
            contacts.ring(caller, contactId, link);
            return made;
        });
        return made;
    }
}
