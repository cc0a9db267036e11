package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.auralink.tenancy.entity.Membership;
import org.auralink.tenancy.entity.Organization;
import org.auralink.tenancy.entity.OrganizationWords;
import org.auralink.tenancy.entity.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who works in an organization and as what. Nobody gives or takes a role above their own, and there is always one owner.
 * Changes of one organization come one after the other, by a lock on its row.
 */
@Stateless
public class OrganizationMembers {
    private static final String PAGE = """
            select m.user_id, u.aura_id, u.display_name, m.role, m.created_at
            from public.memberships m join public.users u on u.user_id = m.user_id
            where m.organization_id = ?1 and (m.created_at, m.user_id) < (?2, ?3)
            order by m.created_at desc, m.user_id desc limit ?4
            """;

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Newest first.
     *
     * @throws org.auralink.shared.RefusedException not found, also when the caller is no member
     */
    public MemberPage list(Caller caller, String organizationId, @Nullable String cursor, @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Organization organization = new Belonging(entityManager)
                .of(caller, organizationId, LockModeType.NONE)
                .organization();
        List<?> found = entityManager
                .createNativeQuery(PAGE, Tuple.class)
                .setParameter(1, organization.id().value())
                .setParameter(2, after.at())
                .setParameter(3, after.id())
                .setParameter(4, most + 1)
                .getResultList();
        List<MemberView> page =
                found.stream().limit(most).map(row -> view((Tuple) row)).toList();
        MemberView last = found.size() > most ? page.get(page.size() - 1) : null;
        return new MemberPage(
                page, last == null ? null : new PageCursor(last.createdAt(), UUID.fromString(last.userId())).text());
    }

    private static MemberView view(Tuple row) {
        return new MemberView(
                row.get(0, UUID.class).toString(),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, String.class),
                row.get(4, Instant.class));
    }

    /** @throws org.auralink.shared.RefusedException invalid; not found; forbidden; conflict for the owner's role */
    @RequiresPermission(Permission.MEMBERS_MANAGE)
    public void changeRole(Caller caller, String organizationId, String userId, RoleChange change) {
        Role wanted = OrganizationWords.role(change.role());
        Belonging.Place place = locked(caller, organizationId, Permission.MEMBERS_MANAGE);
        Membership member = new Belonging(entityManager).member(place.organization(), userId);
        requireReach(place.role(), member.role());
        requireReach(place.role(), wanted);
        Role former = member.role();
        member.become(wanted);
        audit(
                caller,
                place.organization(),
                "member.role_changed",
                member,
                Map.of("from", former.wireName(), "to", wanted.wireName()));
    }

    /** @throws org.auralink.shared.RefusedException not found; forbidden; conflict for the owner */
    @RequiresPermission(Permission.MEMBERS_MANAGE)
    public void remove(Caller caller, String organizationId, String userId) {
        Belonging.Place place = locked(caller, organizationId, Permission.MEMBERS_MANAGE);
        Membership member = new Belonging(entityManager).member(place.organization(), userId);
        requireReach(place.role(), member.role());
        depart(place.organization(), member);
        audit(caller, place.organization(), "member.removed", member, Map.of());
    }

    /** @throws org.auralink.shared.RefusedException not found; conflict for the owner */
    @OpenToMembers("everybody may leave")
    public void leave(Caller caller, String organizationId) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        new Belonging(entityManager).requirePerson();
        Belonging.Place place = new Belonging(entityManager).of(caller, organizationId, LockModeType.PESSIMISTIC_WRITE);
        depart(place.organization(), place.membership());
        audit(caller, place.organization(), "member.left", place.membership(), Map.of());
    }

    private void depart(Organization organization, Membership member) {
        if (member.role() == Role.OWNER) {
            throw Refusal.conflict("The owner cannot leave. Hand the organization over first, or delete it.")
                    .asException();
        }
        entityManager.remove(member);
        new Belonging(entityManager).leaveBehind(organization.id(), member.user(), clock.instant());
    }

    /**
     * Hands it to another member; who had it is an admin from now on.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden to all but the owner; conflict when they have it
     */
    @RequiresPermission(Permission.ORGANIZATION_OWN)
    public void transfer(Caller caller, String organizationId, NewOwner wanted) {
        Belonging.Place place = locked(caller, organizationId, Permission.ORGANIZATION_OWN);
        Membership heir = new Belonging(entityManager).member(place.organization(), wanted.userId());
        if (heir.role() == Role.OWNER) {
            throw Refusal.conflict("They own it already.").asException();
        }
        place.membership().become(Role.ADMIN);
        // Never two owners, not for a moment.
        entityManager.flush();
        heir.become(Role.OWNER);
        place.organization().handTo(heir.user());
        audit(caller, place.organization(), "organization.transferred", heir, Map.of());
    }

    private void audit(
            Caller caller, Organization organization, String action, Membership member, Map<String, String> detail) {
        Audit.write(
                entityManager,
                caller,
                organization.id(),
                clock.instant(),
                action,
                "user",
                member.user().value(),
                detail);
    }

    private Belonging.Place locked(Caller caller, String organizationId, Permission needed) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Belonging.Place place = new Belonging(entityManager).of(caller, organizationId, LockModeType.PESSIMISTIC_WRITE);
        TenancyContext.require(entityManager, place.organization().id(), needed);
        return place;
    }

    private static void requireReach(Role own, Role other) {
        if (other == Role.OWNER) {
            throw Refusal.conflict("The owner's role changes only when the organization is handed over.")
                    .asException();
        }
        if (!own.reaches(other)) {
            throw Permission.MEMBERS_MANAGE.refusal().asException();
        }
    }
}
