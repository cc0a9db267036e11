package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.entity.Membership;
import org.auralink.tenancy.entity.Organization;
import org.auralink.tenancy.entity.Role;

/** Organizations and who belongs to them. */
@Stateless
public class Organizations {
    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Makes the organization that every person has from the start, with the person as its owner. Part of the transaction
     * in which the person's account is made, so there is never the one without the other.
     *
     * @param name of the organization, as others will read it
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public OrganizationId createPersonal(UserId owner, String name) {
        TenancyContext.enterAsService(entityManager);
        Organization organization = Organization.personal(owner, name, clock.instant());
        entityManager.persist(organization);
        entityManager.flush();
        entityManager.persist(new Membership(organization, owner, Role.OWNER, clock.instant()));
        entityManager.flush();
        return organization.id();
    }

    /** The organizations of which a person is a member. */
    public List<OrganizationId> of(UserId person) {
        TenancyContext.enterAsService(entityManager);
        return entityManager
                .createQuery("select m.id.organizationId from Membership m where m.id.userId = :person", UUID.class)
                .setParameter("person", person.value())
                .getResultList()
                .stream()
                .map(OrganizationId::new)
                .toList();
    }
}
