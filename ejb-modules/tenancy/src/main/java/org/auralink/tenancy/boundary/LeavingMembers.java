package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.shared.Caller;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.entity.Membership;
import org.auralink.tenancy.entity.Organization;
import org.auralink.tenancy.entity.Role;

/** What becomes of somebody's organizations when their account ends. */
@Stateless
public class LeavingMembers {
    /** As many names as a sentence takes. */
    private static final int NAMED = 3;

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Takes the caller out of the organizations of others. Those that are theirs go with the account, by its reference. Part
     * of the transaction in which the account is deleted.
     *
     * @throws org.auralink.shared.RefusedException forbidden for a key; conflict, naming organizations of the caller in which
     *     others work: those would lose all that they have there
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    @OpenToMembers("everybody may leave")
    public void leaveAll(Caller caller) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Belonging belonging = new Belonging(entityManager);
        belonging.requirePerson();
        List<Organization> shared = new ArrayList<>();
        for (Organization organization : locked(caller.userId())) {
            Membership membership = belonging.membership(organization.id(), caller.userId());
            if (membership == null) {
                continue;
            }
            if (membership.role() != Role.OWNER) {
                leave(caller, organization, membership);
            } else if (isShared(belonging, organization)) {
                shared.add(organization);
            }
        }
        refuse(shared);
    }

    /**
     * Whether others work in organizations of this person's, which would go with the account. Nobody joins one until the end
     * of the transaction, which is that in which the account is deleted.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public boolean wouldTakeFromOthers(UserId person) {
        TenancyContext.enterAsService(entityManager);
        Belonging belonging = new Belonging(entityManager);
        return locked(person).stream().anyMatch(organization -> {
            Membership membership = belonging.membership(organization.id(), person);
            return membership != null && membership.role() == Role.OWNER && isShared(belonging, organization);
        });
    }

    /** One that is to be deleted anyway takes nothing more from anybody. */
    private static boolean isShared(Belonging belonging, Organization organization) {
        return organization.deleteAfter() == null && belonging.members(organization) > 1;
    }

    /** In one order for all, so that two who leave do not wait for each other; nobody joins meanwhile. */
    private List<Organization> locked(UserId person) {
        return entityManager
                .createQuery(
                        "select o from Organization o where o.organizationId in"
                                + " (select m.id.organizationId from Membership m where m.id.userId = :person)"
                                + " order by o.organizationId",
                        Organization.class)
                .setParameter("person", person.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private void leave(Caller caller, Organization organization, Membership membership) {
        entityManager.remove(membership);
        Audit.write(
                entityManager,
                caller,
                organization.id(),
                clock.instant(),
                "member.left",
                "user",
                caller.userId().value(),
                Map.of("account", "deleted"));
    }

    private static void refuse(List<Organization> shared) {
        if (shared.isEmpty()) {
            return;
        }
        String names = shared.stream().limit(NAMED).map(Organization::name).collect(Collectors.joining(", "));
        throw Refusal.conflict("Others work in organizations of yours: " + names + (shared.size() > NAMED ? " …" : "")
                        + ". Hand them over or delete them first.")
                .asException();
    }
}
