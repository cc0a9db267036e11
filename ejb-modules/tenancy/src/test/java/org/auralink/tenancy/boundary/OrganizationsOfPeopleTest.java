package org.auralink.tenancy.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.RefusedException;
import org.auralink.tenancy.entity.Limits;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** Organizations from their making to their end, and who may do what in them. */
class OrganizationsOfPeopleTest {
    private final TenancyLab lab = new TenancyLab();
    private final MigratedDatabase.Person ann = MigratedDatabase.person("ann");
    private final MigratedDatabase.Person bob = ann.colleague("bob");
    private final MigratedDatabase.Person eve = MigratedDatabase.person("eve");
    private final Caller owner = TenancyLab.caller(ann);
    private final Caller member = TenancyLab.caller(bob);
    private final Caller stranger = TenancyLab.caller(eve);
    private final String organization = ann.organization().toString();

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    private static String active(MigratedDatabase.Person person) {
        return TenancyLab.text("select organization_id::text from public.users where user_id = ?1", person.user());
    }

    private String made(String slug) {
        return lab.organizations(it -> it.create(owner, new NewOrganization("Example", slug), null))
                .id();
    }

    private List<String> roles() {
        return lab.members(it -> it.list(owner, organization, null, null)).items().stream()
                .map(MemberView::role)
                .toList();
    }

    @Test
    void whoMakesAnOrganizationOwnsItAndNobodyElseHasItsSlug() {
        String slug = "s-" + UUID.randomUUID().toString().substring(0, 8);
        String id = made(slug);
        OrganizationView view = lab.organizations(it -> it.get(owner, id));
        assertThat(view.role()).isEqualTo("owner");
        assertThat(view.slug()).isEqualTo(slug);
        assertThat(view.maxUsers()).isEqualTo(10);
        refused("conflict", () -> made(slug));
        refused("not_found", () -> lab.organizations(it -> it.get(stranger, id)));
        refused("not_found", () -> lab.organizations(it -> it.get(owner, "x' or true --")));
        assertThat(lab.organizations(it -> it.list(owner, null, null)).items())
                .extracting(OrganizationView::organizationId)
                .containsExactlyInAnyOrder(id, organization);
    }

    @Test
    void namesAndSlugsAreCheckedByField() {
        for (String slug : List.of("ab", "A-b", "a--b", "-ab", "a_b", "x".repeat(51))) {
            assertThatThrownBy(() -> made(slug))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal().detail()).contains("slug"));
        }
        refused(
                "validation_failed",
                () -> lab.organizations(it -> it.create(owner, new NewOrganization(" ", null), null)));
        refused(
                "forbidden",
                () -> lab.organizations(
                        it -> it.create(TenancyLab.visitor(eve), new NewOrganization("x", null), null)));
    }

    @Test
    void onePersonOwnsTwentyAtMost() {
        for (int i = 1; i < Limits.OWNED; i++) {
            lab.organizations(it -> it.create(stranger, new NewOrganization("x", null), null));
        }
        refused(
                "limit_exceeded",
                () -> lab.organizations(it -> it.create(stranger, new NewOrganization("x", null), null)));
    }

    @Test
    void thoseWhoRunItRenameItAndOthersDoNot() {
        var change = new OrganizationChange("Another", null);
        assertThat(lab.organizations(it -> it.change(owner, organization, change))
                        .name())
                .isEqualTo("Another");
        refused("forbidden", () -> lab.organizations(it -> it.change(member, organization, change)));
        refused("not_found", () -> lab.organizations(it -> it.change(stranger, organization, change)));
    }

    @Test
    void rolesAreGivenUpToOnesOwnAndTheOwnersStays() {
        String bobs = bob.user().toString();
        refused(
                "forbidden",
                () -> lab.change(it -> it.changeRole(member, organization, bobs, new RoleChange("admin"))));
        lab.change(it -> it.changeRole(owner, organization, bobs, new RoleChange("admin")));
        assertThat(roles()).containsExactlyInAnyOrder("owner", "admin");
        refused(
                "conflict",
                () -> lab.change(
                        it -> it.changeRole(member, organization, ann.user().toString(), new RoleChange("agent"))));
        refused(
                "validation_failed",
                () -> lab.change(it -> it.changeRole(owner, organization, bobs, new RoleChange("owner"))));
        lab.change(it -> it.changeRole(member, organization, bobs, new RoleChange("moderator")));
        assertThat(roles()).containsExactlyInAnyOrder("owner", "moderator");
        refused("forbidden", () -> lab.change(it -> it.remove(member, organization, bobs)));
    }

    @Test
    void whoLeavesOrIsRemovedActsElsewhere() {
        String home = lab.organizations(it -> it.create(member, new NewOrganization("Home", null), null))
                .id();
        lab.organizations(it -> it.activate(member, organization));
        assertThat(active(bob)).isEqualTo(organization);
        refused("conflict", () -> lab.change(it -> it.leave(owner, organization)));
        lab.change(it -> it.remove(owner, organization, bob.user().toString()));
        assertThat(active(bob)).isNotEqualTo(organization).isNotEmpty();
        refused("not_found", () -> lab.organizations(it -> it.get(member, organization)));
        assertThat(lab.organizations(it -> it.get(member, home)).role()).isEqualTo("owner");
    }

    @Test
    void anOrganizationIsHandedOverAndHasOneOwnerAllTheTime() {
        var heir = new NewOwner(bob.user().toString());
        refused("forbidden", () -> lab.change(it -> it.transfer(member, organization, heir)));
        refused(
                "not_found",
                () -> lab.change(it ->
                        it.transfer(owner, organization, new NewOwner(eve.user().toString()))));
        lab.change(it -> it.transfer(owner, organization, heir));
        assertThat(lab.organizations(it -> it.get(owner, organization)).role()).isEqualTo("admin");
        assertThat(lab.organizations(it -> it.get(member, organization)).role()).isEqualTo("owner");
        lab.change(it -> it.leave(owner, organization));
        refused("not_found", () -> lab.organizations(it -> it.get(owner, organization)));
    }

    @Test
    void whatIsDeletedIsRestoredWithinItsTimeAndGoneAfterIt() {
        refused("forbidden", () -> lab.organizations(it -> it.delete(member, organization)));
        OrganizationView deleted = lab.organizations(it -> it.delete(owner, organization));
        assertThat(deleted.deleteAfter()).isEqualTo(TenancyLab.START.plus(Limits.GRACE));
        assertThat(active(ann)).isNotEqualTo(organization);
        refused(
                "forbidden",
                () -> lab.organizations(it -> it.change(owner, organization, new OrganizationChange("x", null))));
        refused("gone", () -> lab.organizations(it -> it.activate(owner, organization)));
        refused("forbidden", () -> lab.organizations(it -> it.restore(member, organization)));

        lab.clock.moveTo(TenancyLab.START.plus(Limits.GRACE).minusSeconds(1));
        lab.finishDeleted();
        assertThat(lab.organizations(it -> it.restore(owner, organization)).deleteAfter())
                .isNull();
        lab.organizations(it -> it.delete(owner, organization));
        lab.clock.moveTo(lab.clock.instant().plus(Limits.GRACE).plus(Duration.ofSeconds(1)));
        lab.finishDeleted();
        refused("not_found", () -> lab.organizations(it -> it.restore(owner, organization)));
    }

    @Test
    void anInvitationIsAcceptedOnceByTheAccountOfItsAddress() {
        String email = TenancyLab.emailOf(eve);
        refused(
                "forbidden",
                () -> lab.invitations(it -> it.create(member, organization, new NewInvitation(email, null), null)));
        lab.invitations(it -> it.create(owner, organization, new NewInvitation(email, "agent"), null));
        var first = new InvitationToken(lab.mailed.get(email));
        lab.invitations(it -> it.create(owner, organization, new NewInvitation(email, "moderator"), null));
        var second = new InvitationToken(lab.mailed.get(email));
        refused("not_found", () -> lab.invitations(it -> it.accept(stranger, first)));
        refused("forbidden", () -> lab.invitations(it -> it.accept(member, second)));
        assertThat(lab.invitations(it -> it.accept(stranger, second)).role()).isEqualTo("moderator");
        refused("not_found", () -> lab.invitations(it -> it.accept(stranger, second)));
        refused(
                "conflict",
                () -> lab.invitations(it -> it.create(owner, organization, new NewInvitation(email, null), null)));
        assertThat(lab.invitations(it -> it.list(owner, organization, null, null))
                        .items())
                .extracting(InvitationView::status)
                .containsExactlyInAnyOrder("accepted", "revoked");
    }

    @Test
    void anInvitationEndsByTimeByItsInvitersAndByANo() {
        String email = TenancyLab.emailOf(eve);
        var invitation = new NewInvitation(email, null);
        lab.invitations(it -> it.create(owner, organization, invitation, null));
        var late = new InvitationToken(lab.mailed.get(email));
        lab.clock.moveTo(TenancyLab.START.plus(Limits.INVITATION_VALID));
        refused("not_found", () -> lab.invitations(it -> it.accept(stranger, late)));

        String id = lab.invitations(it -> it.create(owner, organization, invitation, null))
                .id();
        lab.invitations(it -> {
            it.revoke(owner, organization, id);
            return true;
        });
        refused(
                "not_found",
                () -> lab.invitations(it -> it.accept(stranger, new InvitationToken(lab.mailed.get(email)))));

        lab.invitations(it -> it.create(owner, organization, invitation, null));
        var token = new InvitationToken(lab.mailed.get(email));
        lab.invitations(it -> {
            it.decline(stranger, token);
            return true;
        });
        refused("not_found", () -> lab.invitations(it -> it.accept(stranger, token)));
        refused("not_found", () -> lab.invitations(it -> it.accept(stranger, new InvitationToken("x"))));
    }

    @Test
    void thePlanSaysHowManyMayBeInvited() {
        MigratedDatabase.execute(
                "update public.organizations set max_users = 3 where organization_id = ?", ann.organization());
        lab.invitations(it -> it.create(owner, organization, new NewInvitation("one@example.org", null), null));
        assertThatThrownBy(() -> lab.invitations(
                        it -> it.create(owner, organization, new NewInvitation("two@example.org", null), null)))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo("limit_exceeded");
                    assertThat(refused.refusal().detail()).contains("The plan free allows 3 members");
                });
    }

    @Test
    void whatIsDoneStandsInTheAuditForThoseWhoRunTheOrganization() throws Exception {
        lab.organizations(
                it -> it.change(owner.from("203.0.113.0/24"), organization, new OrganizationChange("New", null)));
        lab.clock.moveTo(TenancyLab.START.plusSeconds(1));
        lab.change(it -> it.changeRole(owner, organization, bob.user().toString(), new RoleChange("agent")));
        refused(
                "forbidden",
                () -> lab.change(
                        it -> it.remove(member, organization, ann.user().toString())));
        lab.clock.moveTo(TenancyLab.START.plusSeconds(2));
        lab.change(it -> it.leave(member, organization));

        AuditPage first = lab.audit(it -> it.list(owner, AuditQuery.of(null, null, null, null, null, null, "2")));
        AuditPage rest =
                lab.audit(it -> it.list(owner, AuditQuery.of(null, null, null, null, null, first.nextCursor(), null)));
        assertThat(first.items())
                .extracting(AuditEventView::action)
                .containsExactlyInAnyOrder("member.left", "member.role_changed");
        assertThat(rest.nextCursor()).isNull();
        assertThat(rest.items()).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("organization.changed");
            assertThat(event.detail()).containsEntry("name", "New");
            assertThat(event.network()).isEqualTo("203.0.113.0/24");
            assertThat(event.actorId()).isEqualTo(ann.user().toString());
        });
        String bobs = bob.user().toString();
        assertThat(lab.audit(it -> it.list(owner, AuditQuery.of(null, bobs, "user:" + bobs, null, null, null, null)))
                        .items())
                .extracting(AuditEventView::action)
                .containsExactly("member.left");
        refused(
                "forbidden",
                () -> lab.audit(it -> it.list(member, AuditQuery.of(null, null, null, null, null, null, null))));
        refused("validation_failed", () -> AuditQuery.of(null, "x", null, null, null, null, null));
        refused("validation_failed", () -> AuditQuery.of(null, null, null, "yesterday", null, null, null));
    }

    @Test
    void whatAMemberMayNotDoIsToldToThoseWhoRunTheOrganizationAndAStrangerLeavesNothing() {
        Map<String, String> ids = Map.of("id", organization);
        lab.audit(it -> {
            it.refused(member.from("198.51.100.0/24"), "DELETE /api/v1/organizations/{id}", ids);
            return true;
        });
        Caller elsewhere = stranger.in(new OrganizationId(ann.organization()));
        lab.audit(it -> {
            it.refused(elsewhere, "DELETE /api/v1/organizations/{id}", ids);
            return true;
        });

        AuditPage told =
                lab.audit(it -> it.list(owner, AuditQuery.of("request.refused", null, null, null, null, null, null)));
        assertThat(told.items()).singleElement().satisfies(event -> {
            assertThat(event.outcome()).isEqualTo("refused");
            assertThat(event.actorId()).isEqualTo(bob.user().toString());
            assertThat(event.target()).isEqualTo("route:DELETE /api/v1/organizations/{id}");
            assertThat(event.detail()).isEqualTo(ids);
            assertThat(event.network()).isEqualTo("198.51.100.0/24");
        });
    }
}
