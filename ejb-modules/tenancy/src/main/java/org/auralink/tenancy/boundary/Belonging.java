package org.auralink.tenancy.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.tenancy.entity.Membership;
import org.auralink.tenancy.entity.MembershipId;
import org.auralink.tenancy.entity.Organization;
import org.auralink.tenancy.entity.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs where, as the service sees it: past the policies, so that every question names the person or the
 * organization. Inside the transaction and the context of a facade.
 */
final class Belonging {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final EntityManager entityManager;

    Belonging(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** An organization, and what the caller is in it. */
    record Place(Organization organization, Membership membership) {
        Role role() {
            return membership.role();
        }
    }

    /** @throws org.auralink.shared.RefusedException not found, also when the caller does not belong to it */
    Place of(Caller caller, String organizationId, LockModeType lock) {
        UUID id = parse(organizationId);
        Membership membership = id == null ? null : membership(new OrganizationId(id), caller.userId());
        if (id == null || membership == null) {
            throw Refusal.notFound("There is no such organization.").asException();
        }
        requireKeyOf(id);
        Organization organization = entityManager.find(Organization.class, id, lock);
        if (lock != LockModeType.NONE) {
            // What was read before the lock was had may be over.
            entityManager.detach(membership);
            membership = membership(new OrganizationId(id), caller.userId());
        }
        if (organization == null || membership == null) {
            throw Refusal.notFound("There is no such organization.").asException();
        }
        return new Place(organization, membership);
    }

    /** A key knows its own organization, although its maker may belong to others. */
    private void requireKeyOf(UUID organization) {
        if (!(Boolean) entityManager
                .createNativeQuery("select private.key_allows(?1, null)", Boolean.class)
                .setParameter(1, organization)
                .getSingleResult()) {
            throw Refusal.notFound("There is no such organization.").asException();
        }
    }

    /** @throws org.auralink.shared.RefusedException forbidden, when a key asks for what a person decides for themselves */
    void requirePerson() {
        if ((Boolean) entityManager
                .createNativeQuery("select auth.api_key() is not null", Boolean.class)
                .getSingleResult()) {
            throw Refusal.forbidden("An API key cannot do that for its maker. Sign in.")
                    .asException();
        }
    }

    static @Nullable UUID parse(@Nullable String text) {
        return text != null && ID.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    @Nullable
    Membership membership(OrganizationId organization, UserId person) {
        return entityManager.find(Membership.class, new MembershipId(organization, person));
    }

    /** @throws org.auralink.shared.RefusedException not found */
    Membership member(Organization organization, @Nullable String userId) {
        UUID id = parse(userId);
        Membership found = id == null ? null : membership(organization.id(), new UserId(id));
        if (found == null) {
            throw Refusal.notFound("There is no such member.").asException();
        }
        return found;
    }

    void add(Organization organization, UserId person, Role role, Instant now) {
        entityManager.persist(new Membership(organization, person, role, now));
        entityManager.flush();
    }

    long members(Organization organization) {
        return entityManager
                .createQuery("select count(m) from Membership m where m.id.organizationId = :organization", Long.class)
                .setParameter("organization", organization.id().value())
                .getSingleResult();
    }

    /**
     * Nobody's tokens name an organization any more in which they do not work: whoever did acts in the oldest other one of
     * theirs from the next token on, and gets one of their own if there is none.
     *
     * @param person null for all
     */
    void leaveBehind(OrganizationId organization, @Nullable UserId person, Instant now) {
        entityManager.flush();
        String who = person == null ? "" : person.value().toString();
        entityManager
                .createNativeQuery("""
                        update public.users u set organization_id = (
                          select m.organization_id from public.memberships m
                          join public.organizations o on o.organization_id = m.organization_id
                          where m.user_id = u.user_id and m.organization_id <> ?1 and o.delete_after is null
                          order by m.created_at, m.organization_id limit 1)
                        where u.organization_id = ?1 and ?2 in ('', u.user_id::text)
                        """)
                .setParameter(1, organization.value())
                .setParameter(2, who)
                .executeUpdate();
        List<?> homeless = entityManager
                .createNativeQuery("""
                        select u.user_id from public.users u where u.organization_id is null and (u.user_id::text = ?2
                          or ?2 = '' and u.user_id in (select m.user_id from public.memberships m where m.organization_id = ?1))
                        """, UUID.class)
                .setParameter(1, organization.value())
                .setParameter(2, who)
                .getResultList();
        for (Object somebody : homeless) {
            settle(new UserId((UUID) somebody), now);
        }
    }

    private void settle(UserId person, Instant now) {
        Organization personal = Organization.personal(person, nameOf(person), now);
        entityManager.persist(personal);
        entityManager.flush();
        add(personal, person, Role.OWNER, now);
        moveInto(person, personal.id());
    }

    /** The organization that the person's next access token makes active. */
    void moveInto(UserId person, OrganizationId organization) {
        entityManager
                .createNativeQuery("update public.users set organization_id = ?1 where user_id = ?2")
                .setParameter(1, organization.value())
                .setParameter(2, person.value())
                .executeUpdate();
    }

    /** As others read it. */
    String nameOf(UserId person) {
        return (String) entityManager
                .createNativeQuery(
                        "select coalesce(display_name, username) from public.users where user_id = ?1", String.class)
                .setParameter(1, person.value())
                .getSingleResult();
    }
}
