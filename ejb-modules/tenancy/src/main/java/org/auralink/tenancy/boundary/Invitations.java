package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.auralink.shared.Caller;
import org.auralink.shared.FieldError;
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
import org.auralink.tenancy.entity.Invitation;
import org.auralink.tenancy.entity.InvitationSecret;
import org.auralink.tenancy.entity.Organization;
import org.auralink.tenancy.entity.OrganizationWords;
import org.auralink.tenancy.entity.Role;
import org.jspecify.annotations.Nullable;

/**
 * Invitations into organizations, by e-mail. Whether an address has an account here is never told: the mail is the same,
 * and who has none signs up with the address and then accepts.
 */
@Stateless
public class Invitations {
    private final SecureRandom random = new SecureRandom();

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    InvitationMail mail;

    @Inject
    Clock clock;

    /**
     * Invites an address, once for all requests with the same key. An earlier invitation of it that is still open is
     * replaced, so that the newest mail is the one that counts.
     *
     * @param key null when the client sent none
     * @throws org.auralink.shared.RefusedException invalid, naming the field; not found; forbidden; limit exceeded when
     *     the plan allows no more members; conflict when the address is a member's; rate limited
     */
    @RequiresPermission(Permission.MEMBERS_MANAGE)
    public Made create(Caller caller, String organizationId, NewInvitation wanted, @Nullable IdempotencyKey key) {
        String email = OrganizationWords.email(wanted.email());
        Role role = wanted.role() == null ? Role.MEMBER : OrganizationWords.role(wanted.role());
        Belonging.Place place = locked(caller, organizationId);
        if (!place.role().reaches(role)) {
            throw Permission.MEMBERS_MANAGE.refusal().asException();
        }
        return OneEffect.of(entityManager, caller, key, clock.instant(), () -> {
            InvitationView made = InvitationView.of(invite(caller, place.organization(), email, role), clock.instant());
            return Made.of(made.invitationId(), made);
        });
    }

    private Invitation invite(Caller caller, Organization organization, String email, Role role) {
        if (isMember(organization, email)) {
            throw Refusal.conflict("Whoever has this address is a member already.")
                    .asException();
        }
        Instant now = clock.instant();
        open(organization).filter(open -> open.email().equals(email)).forEach(former -> {
            former.answer(Invitation.Status.REVOKED, now);
        });
        // Before the new one, of which there may be one.
        entityManager.flush();
        long waiting = open(organization).filter(open -> open.isOpen(now)).count();
        requireRoom(organization, waiting);
        InvitationSecret secret = InvitationSecret.fresh(random);
        var invitation = new Invitation(organization.id(), email, role, secret.hash(), caller.userId(), now);
        entityManager.persist(invitation);
        entityManager.flush();
        mail.send(invitation, secret, organization.name(), new Belonging(entityManager).nameOf(caller.userId()));
        audit(caller, invitation, "invitation.created", Map.of("role", role.wireName()));
        return invitation;
    }

    /** Whom it is for stands in the invitation, as long as that is kept. */
    private void audit(Caller caller, Invitation invitation, String action, Map<String, String> detail) {
        Audit.write(
                entityManager,
                caller,
                invitation.organization(),
                clock.instant(),
                action,
                "invitation",
                invitation.id(),
                detail);
    }

    private Stream<Invitation> open(Organization organization) {
        return entityManager
                .createQuery(
                        "select i from Invitation i where i.organizationId = :organization and i.status = 'pending'",
                        Invitation.class)
                .setParameter("organization", organization.id().value())
                .getResultList()
                .stream();
    }

    /**
     * Newest first.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @RequiresPermission(Permission.MEMBERS_MANAGE)
    public InvitationPage list(Caller caller, String organizationId, @Nullable String cursor, @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Organization organization = new Belonging(entityManager)
                .of(caller, organizationId, LockModeType.NONE)
                .organization();
        TenancyContext.require(entityManager, organization.id(), Permission.MEMBERS_MANAGE);
        List<Invitation> found = entityManager
                .createQuery(
                        "select i from Invitation i where i.organizationId = :organization"
                                + " and (i.createdAt < :at or (i.createdAt = :at and i.invitationId < :id))"
                                + " order by i.createdAt desc, i.invitationId desc",
                        Invitation.class)
                .setParameter("organization", organization.id().value())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(most + 1)
                .getResultList();
        List<Invitation> page = found.subList(0, Math.min(most, found.size()));
        Invitation last = found.size() > most ? page.get(page.size() - 1) : null;
        Instant now = clock.instant();
        return new InvitationPage(
                page.stream()
                        .map(invitation -> InvitationView.of(invitation, now))
                        .toList(),
                last == null ? null : new PageCursor(last.createdAt(), last.id()).text());
    }

    /**
     * Withdraws it; one that was answered stays as it is.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @RequiresPermission(Permission.MEMBERS_MANAGE)
    public void revoke(Caller caller, String organizationId, String invitationId) {
        Belonging.Place place = locked(caller, organizationId);
        UUID id = Belonging.parse(invitationId);
        Invitation invitation = id == null ? null : entityManager.find(Invitation.class, id);
        if (invitation == null
                || !invitation.organization().equals(place.organization().id())) {
            throw Refusal.notFound("There is no such invitation.").asException();
        }
        if (invitation.isOpen(clock.instant())) {
            invitation.answer(Invitation.Status.REVOKED, clock.instant());
            audit(caller, invitation, "invitation.revoked", Map.of());
        }
    }

    /**
     * Makes the caller a member.
     *
     * @return the organization
     * @throws org.auralink.shared.RefusedException not found, for a token that leads nowhere any more; forbidden, when the
     *     caller's account has another address; limit exceeded when the plan allows no more members
     */
    @OpenToMembers("the token is the permission, and the address of the account")
    public OrganizationView accept(Caller caller, InvitationToken token) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        new Belonging(entityManager).requirePerson();
        Invitation invitation = answerable(token);
        if (!invitation.email().equals(emailOf(caller))) {
            throw Refusal.forbidden(
                            "This invitation is for another e-mail address. Sign in with the account of that one.")
                    .asException();
        }
        Organization organization = entityManager.find(
                Organization.class, invitation.organization().value(), LockModeType.PESSIMISTIC_WRITE);
        if (organization.deleteAfter() != null) {
            throw InvitationSecret.unknown();
        }
        Belonging belonging = new Belonging(entityManager);
        Role role = invitation.role();
        var present = belonging.membership(organization.id(), caller.userId());
        if (present == null) {
            requireRoom(organization, 0);
            belonging.add(organization, caller.userId(), role, clock.instant());
        } else {
            role = present.role();
        }
        invitation.answer(Invitation.Status.ACCEPTED, clock.instant());
        audit(caller, invitation, "invitation.accepted", Map.of("role", role.wireName()));
        return OrganizationView.of(organization, role);
    }

    /**
     * Says no.
     *
     * @throws org.auralink.shared.RefusedException not found, as {@link #accept}
     */
    @OpenToMembers("the token is the permission")
    public void decline(Caller caller, InvitationToken token) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        new Belonging(entityManager).requirePerson();
        Invitation invitation = answerable(token);
        invitation.answer(Invitation.Status.DECLINED, clock.instant());
        audit(caller, invitation, "invitation.declined", Map.of());
    }

    private Invitation answerable(InvitationToken token) {
        return entityManager
                .createQuery("select i from Invitation i where i.tokenHash = :hash", Invitation.class)
                .setParameter("hash", InvitationSecret.parse(token.token()).hash())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .filter(invitation -> invitation.isOpen(clock.instant()))
                .findFirst()
                .orElseThrow(InvitationSecret::unknown);
    }

    private Belonging.Place locked(Caller caller, String organizationId) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Belonging.Place place = new Belonging(entityManager).of(caller, organizationId, LockModeType.PESSIMISTIC_WRITE);
        TenancyContext.require(entityManager, place.organization().id(), Permission.MEMBERS_MANAGE);
        return place;
    }

    private void requireRoom(Organization organization, long waiting) {
        if (new Belonging(entityManager).members(organization) + waiting >= organization.maxUsers()) {
            throw new Refusal.Unprocessable(
                            "limit_exceeded",
                            "The plan " + organization.plan() + " allows " + organization.maxUsers()
                                    + " members, invited ones included. Remove somebody, withdraw an invitation, or"
                                    + " take a larger plan.",
                            List.of(new FieldError("max_users", "is " + organization.maxUsers() + ".")))
                    .asException();
        }
    }

    private boolean isMember(Organization organization, String email) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "select exists (select from public.memberships m join public.users u"
                                + " on u.user_id = m.user_id where m.organization_id = ?1 and u.email = ?2)",
                        Boolean.class)
                .setParameter(1, organization.id().value())
                .setParameter(2, email)
                .getSingleResult();
    }

    /** Empty for an account without one. */
    private String emailOf(Caller caller) {
        return (String) entityManager
                .createNativeQuery(
                        "select coalesce((select email from public.users where user_id = ?1), '')", String.class)
                .setParameter(1, caller.userId().value())
                .getSingleResult();
    }
}
