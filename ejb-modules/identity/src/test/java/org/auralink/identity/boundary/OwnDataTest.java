package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.testkit.MigratedDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An account as a whole: taken along and ended by its owner. */
class OwnDataTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door door = lab.signIns(true);
    private final OwnData data = data();
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView me = door.signUp(new SignUp(email, null, PASSWORD, null));

    private OwnData data() {
        OwnData wired = new OwnData();
        IdentityLab.set(wired, "accounts", new EndedAccounts() {
            @Override
            public Kept read(Caller caller) {
                return IdentityLab.inTransaction(em -> accounts(em).read(caller));
            }

            @Override
            public List<UUID> delete(Caller caller, @Nullable UUID session) {
                return IdentityLab.inTransaction(em -> accounts(em).delete(caller, session));
            }
        });
        IdentityLab.set(wired, "ended", lab.ended);
        IdentityLab.set(wired, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        IdentityLab.set(wired, "guards", lab.guards);
        return wired;
    }

    private EndedAccounts accounts(EntityManager em) {
        EndedAccounts wired = new EndedAccounts();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "organizations", IdentityLab.leavingMembers(em, lab.clock));
        IdentityLab.set(wired, "mails", IdentityLab.outbox(em, lab.clock));
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }

    private Caller caller(SessionView session) {
        return lab.accessTokens().verify(session.accessToken());
    }

    private static long count(String sql, UUID of) {
        return IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return (Long)
                    em.createNativeQuery(sql, Long.class).setParameter(1, of).getSingleResult();
        });
    }

    private static void change(String sql, Object... values) {
        IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            var statement = em.createNativeQuery(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setParameter(i + 1, values[i]);
            }
            return statement.executeUpdate();
        });
    }

    /** Somebody else, who acts in their organization, as every account acts in one. */
    private static MigratedDatabase.Person owner() {
        MigratedDatabase.Person owner = MigratedDatabase.person("owner");
        change("update public.users set organization_id = ?1 where user_id = ?2", owner.organization(), owner.user());
        return owner;
    }

    private static void joins(UUID person, UUID organization) {
        change(
                "insert into public.memberships (organization_id, user_id, role) values (?1, ?2, 'member')",
                organization,
                person);
    }

    @Test
    void whatIsKeptIsTakenAlongByItsOwner() {
        EndedAccounts.Kept kept = data.read(caller(me));

        assertThat(kept.account().email()).isEqualTo(email);
        assertThat(kept.account().identities()).hasSize(1);
        assertThat(kept.passkeys()).isEmpty();
    }

    @Test
    void whoEndsTheirAccountIsGoneEverywhereWithWhatIsTheirsAlone() {
        Caller caller = caller(me);
        SessionView elsewhere = door.signIn(new Grant.Password(email, PASSWORD));

        data.delete(caller);

        UUID person = caller.userId().value();
        assertThat(count("select count(*) from public.users where user_id = ?1", person))
                .isZero();
        assertThat(count("select count(*) from public.organizations where owner_id = ?1", person))
                .isZero();
        refused(Refusal.NotAuthenticated.class, () -> caller(elsewhere));
        refused(Refusal.NotAuthenticated.class, () -> caller(me));
        refused(Refusal.Invalid.class, () -> door.signIn(new Grant.Password(email, PASSWORD)));
    }

    @Test
    void organizationsOfOthersAreLeftAndSayWhoLeft() {
        MigratedDatabase.Person owner = owner();
        Caller caller = caller(me);
        joins(caller.userId().value(), owner.organization());

        data.delete(caller);

        assertThat(count("select count(*) from public.memberships where organization_id = ?1", owner.organization()))
                .isEqualTo(1);
        assertThat(count(
                        "select count(*) from public.audit_events where organization_id = ?1 and action = 'member.left'"
                                + " and actor_id = '" + caller.userId().value()
                                + "' and detail ->> 'account' = 'deleted'",
                        owner.organization()))
                .isEqualTo(1);
    }

    @Test
    void whileOthersWorkInAnOrganizationOfTheirsTheAccountStaysAndTheAnswerNamesIt() {
        Caller caller = caller(me);
        joins(owner().user(), caller.organizationId().value());

        assertThatThrownBy(() -> data.delete(caller)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal()).isInstanceOf(Refusal.Conflict.class);
            assertThat(e.refusal().detail()).contains("Hand them over or delete them first");
        });
        assertThat(caller(me).userId()).isEqualTo(caller.userId());
    }

    @Test
    void anOldSessionEndsNoAccount() {
        lab.clock.pass(Duration.ofMinutes(16));
        assertThat(refusal(() -> data.delete(caller(me))).code()).isEqualTo("reauthentication_needed");
        data.delete(caller(door.signIn(new Grant.Password(email, PASSWORD))));
    }

    @Test
    void whoHasASecondFactorShowsItFirst() {
        change(
                "insert into auth.mfa_factors (factor_id, user_id, friendly_name, factor_type, status, secret)"
                        + " values (gen_random_uuid(), ?1, 'App', 'totp', 'verified', '\\x00')",
                caller(me).userId().value());

        assertThat(refusal(() -> data.delete(caller(me))).code()).isEqualTo("insufficient_aal");
    }

    @Test
    void aKeyDoesNotDoThatForItsMaker() {
        Caller person = caller(me);
        Caller key = new Caller(person.userId(), person.organizationId(), person.claims(), true, "");

        refused(Refusal.Forbidden.class, () -> data.delete(key));
        refused(Refusal.Forbidden.class, () -> data.read(key));
    }

    private static Refusal refusal(Runnable attempt) {
        try {
            attempt.run();
        } catch (RefusedException e) {
            return e.refusal();
        }
        throw new AssertionError("was not refused");
    }

    private static void refused(Class<? extends Refusal> kind, Runnable attempt) {
        assertThat(refusal(attempt)).isInstanceOf(kind);
    }
}
