package org.auralink.webhooks.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.auralink.calls.boundary.CallChange;
import org.auralink.calls.boundary.CallObserver;

/** What becomes of calls is handed to the {@link WebhookOutbox}. */
@ApplicationScoped
public class CallWebhooks implements CallObserver {

    @Inject
    WebhookOutbox outbox;

    @Override
    public void happened(CallChange change) {
        outbox.happened(change);
    }
}
