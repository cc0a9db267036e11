package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.auralink.tenancy.entity.Limits;
import org.auralink.tenancy.entity.Membership;
import org.auralink.tenancy.entity.Organization;
import org.auralink.tenancy.entity.OrganizationWords;
import org.auralink.tenancy.entity.Role;
import org.jspecify.annotations.Nullable;

/**
 * The organizations of a person: made, renamed, deleted and restored. By the service at the person's request, because
 * nobody may make themselves a member of anything.
 */
@Stateless
public class OwnOrganizations {
    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Makes an organization with the caller as its owner, once for all requests with the same key.
     *
     * @param key null when the client sent none
     * @throws org.auralink.shared.RefusedException invalid, naming the field; conflict, when the slug is taken or the key
     *     came with another request before; limit exceeded; forbidden for visitors without an account of their own
     */
    @OpenToMembers("everybody with an account may make one")
    public Made create(Caller caller, NewOrganization wanted, @Nullable IdempotencyKey key) {
        String name = OrganizationWords.name(wanted.name());
        String slug = wanted.slug() == null ? null : OrganizationWords.slug(wanted.slug());
        TenancyContext.enterAsServiceFor(entityManager, caller);
        new Belonging(entityManager).requirePerson();
        requireAccount();
        return OneEffect.of(entityManager, caller, key, clock.instant(), () -> {
            OrganizationView made = make(caller, name, slug);
            return Made.of(made.organizationId(), made);
        });
    }

    private OrganizationView make(Caller caller, String name, @Nullable String slug) {
        requireRoom(caller);
        requireFree(slug);
        Organization organization = Organization.of(caller.userId(), name, slug, clock.instant());
        entityManager.persist(organization);
        entityManager.flush();
        // What the database gives by default: the plan's limits.
        entityManager.refresh(organization);
        new Belonging(entityManager).add(organization, caller.userId(), Role.OWNER, clock.instant());
        audit(caller, organization, "organization.created", Map.of("name", name));
        return OrganizationView.of(organization, Role.OWNER);
    }

    /** Those to which the caller belongs, newest membership first, the deleted too that can be restored. */
    public OrganizationPage list(Caller caller, @Nullable String cursor, @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        TenancyContext.enterAsServiceFor(entityManager, caller);
        new Belonging(entityManager).requirePerson();
        List<Tuple> found = entityManager
                .createQuery(
                        "select o as organization, m as membership from Organization o join Membership m"
                                + " on m.id.organizationId = o.organizationId where m.id.userId = :person"
                                + " and (m.createdAt < :at or (m.createdAt = :at and o.organizationId < :id))"
                                + " order by m.createdAt desc, o.organizationId desc",
                        Tuple.class)
                .setParameter("person", caller.userId().value())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                // One more than asked for tells whether there is a next page.
                .setMaxResults(most + 1)
                .getResultList();
        List<Tuple> page = found.subList(0, Math.min(most, found.size()));
        return new OrganizationPage(
                page.stream()
                        .map(row -> OrganizationView.of(
                                row.get("organization", Organization.class), row.get("membership", Membership.class)))
                        .toList(),
                found.size() > most ? place(page.get(page.size() - 1)).text() : null);
    }

    private static PageCursor place(Tuple row) {
        return new PageCursor(
                row.get("membership", Membership.class).since(),
                row.get("organization", Organization.class).id().value());
    }

    /** @throws org.auralink.shared.RefusedException not found, also when the caller does not belong to it */
    public OrganizationView get(Caller caller, String id) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        return view(new Belonging(entityManager).of(caller, id, LockModeType.NONE));
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming the field; not found; forbidden; conflict */
    @RequiresPermission(Permission.ORGANIZATION_MANAGE)
    public OrganizationView change(Caller caller, String id, OrganizationChange change) {
        String name = change.name() == null ? null : OrganizationWords.name(change.name());
        String slug = change.slug() == null ? null : OrganizationWords.slug(change.slug());
        Belonging.Place place = locked(caller, id, Permission.ORGANIZATION_MANAGE);
        if (name != null) {
            place.organization().rename(name);
        }
        if (slug != null && !slug.equals(place.organization().slug())) {
            requireFree(slug);
            place.organization().move(slug);
        }
        audit(
                caller,
                place.organization(),
                "organization.changed",
                Map.of(
                        "name",
                        place.organization().name(),
                        "slug",
                        place.organization().slug()));
        return view(place);
    }

    /**
     * Deletes it, at first so that it can be restored: from now on nobody works in it, and everybody acts in another one
     * of theirs.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden to all but the owner
     */
    @RequiresPermission(Permission.ORGANIZATION_OWN)
    public OrganizationView delete(Caller caller, String id) {
        Belonging.Place place = locked(caller, id, Permission.ORGANIZATION_OWN);
        place.organization().delete(clock.instant());
        new Belonging(entityManager).leaveBehind(place.organization().id(), null, clock.instant());
        audit(caller, place.organization(), "organization.deleted", Map.of());
        return view(place);
    }

    /** @throws org.auralink.shared.RefusedException not found, also when it is gone for good; forbidden */
    @OpenToMembers("the owner alone, whom the membership names: what is deleted gives nobody a permission")
    public OrganizationView restore(Caller caller, String id) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        new Belonging(entityManager).requirePerson();
        Belonging.Place place = new Belonging(entityManager).of(caller, id, LockModeType.PESSIMISTIC_WRITE);
        if (place.role() != Role.OWNER) {
            throw Permission.ORGANIZATION_OWN.refusal().asException();
        }
        place.organization().restore();
        audit(caller, place.organization(), "organization.restored", Map.of());
        return view(place);
    }

    /**
     * Makes it the one in which the caller acts: in access tokens from the next one on.
     *
     * @throws org.auralink.shared.RefusedException not found; gone when it is deleted
     */
    @OpenToMembers("a member chooses where to act")
    public OrganizationView activate(Caller caller, String id) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        new Belonging(entityManager).requirePerson();
        Belonging belonging = new Belonging(entityManager);
        Belonging.Place place = belonging.of(caller, id, LockModeType.PESSIMISTIC_READ);
        if (place.organization().deleteAfter() != null) {
            throw Refusal.gone("This organization is deleted. Its owner may restore it.")
                    .asException();
        }
        belonging.moveInto(caller.userId(), place.organization().id());
        return view(place);
    }

    private Belonging.Place locked(Caller caller, String id, Permission needed) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Belonging.Place place = new Belonging(entityManager).of(caller, id, LockModeType.PESSIMISTIC_WRITE);
        TenancyContext.require(entityManager, place.organization().id(), needed);
        return place;
    }

    private void audit(Caller caller, Organization organization, String action, Map<String, String> detail) {
        Audit.write(
                entityManager,
                caller,
                organization.id(),
                clock.instant(),
                action,
                "organization",
                organization.id().value(),
                detail);
    }

    private OrganizationView view(Belonging.Place place) {
        entityManager.flush();
        return OrganizationView.of(place.organization(), place.membership());
    }

    /** Supabase's anonymous users may become people with an account; until then they are somebody's guests. */
    private void requireAccount() {
        if ((Boolean) entityManager
                .createNativeQuery("select auth.is_anonymous()", Boolean.class)
                .getSingleResult()) {
            throw Refusal.forbidden("Give your account an e-mail address first.")
                    .asException();
        }
    }

    private void requireRoom(Caller caller) {
        long owned = entityManager
                .createQuery("select count(o) from Organization o where o.ownerId = :person", Long.class)
                .setParameter("person", caller.userId().value())
                .getSingleResult();
        if (owned >= Limits.OWNED) {
            throw Refusal.limitExceeded("You may own at most " + Limits.OWNED
                            + " organizations. Hand one over or delete one first.")
                    .asException();
        }
    }

    /** Those who want the same word at once are answered one after the other; the lock ends with the transaction. */
    private void requireFree(@Nullable String slug) {
        if (slug == null) {
            return;
        }
        entityManager
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))::text", String.class)
                .setParameter(1, "auralink.slug." + slug)
                .getSingleResult();
        long taken = entityManager
                .createQuery("select count(o) from Organization o where o.slug = :slug", Long.class)
                .setParameter("slug", slug)
                .getSingleResult();
        if (taken > 0) {
            throw Refusal.conflict("Another organization has this slug. Choose another one.")
                    .asException();
        }
    }
}
