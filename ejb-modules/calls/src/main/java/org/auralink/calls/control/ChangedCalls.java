package org.auralink.calls.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.LinkedHashSet;
import java.util.Set;
import org.auralink.calls.entity.CallChanges;
import org.auralink.calls.entity.CallId;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.redis.Copies;

/** Tells the copies of calls that a call has changed, when that is committed and before whoever changed it is answered. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChangedCalls {
    private static final Object KEY = ChangedCalls.class;

    @Inject
    private Copies copies;

    @Resource
    private TransactionSynchronizationRegistry transactions;

    @PostConstruct
    void begin() {
        CallChanges.tell(this::changed);
    }

    @PreDestroy
    void end() {
        CallChanges.tell((call, organization) -> {});
    }

    /** What the copies of one call are about. */
    public static String subjectOf(CallId call) {
        return "call:" + call.value();
    }

    /** What the copies of an organization's lists are about. */
    public static String listsOf(OrganizationId organization) {
        return "calls:" + organization.value();
    }

    private void changed(CallId call, OrganizationId organization) {
        Set<String> subjects = ofThisTransaction();
        subjects.add(subjectOf(call));
        subjects.add(listsOf(organization));
    }

    @SuppressWarnings("unchecked")
    private Set<String> ofThisTransaction() {
        Object present = transactions.getResource(KEY);
        if (present != null) {
            return (Set<String>) present;
        }
        Set<String> subjects = new LinkedHashSet<>();
        transactions.putResource(KEY, subjects);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing is certain yet.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    subjects.forEach(copies::changed);
                }
            }
        });
        return subjects;
    }
}
