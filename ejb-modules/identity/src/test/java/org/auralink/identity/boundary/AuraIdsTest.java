package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.identity.control.ReservedNames;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** By what a person is found, and how they choose another name. */
class AuraIdsTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door door = lab.signIns(true);
    private final OwnName name = name();
    private final String first = word();
    private final Caller me = signUp(first);

    private OwnName name() {
        OwnName wired = new OwnName();
        IdentityLab.set(wired, "names", new AuraIds() {
            @Override
            public AuraIdView read(Caller caller) {
                return IdentityLab.inTransaction(em -> wired(em).read(caller));
            }

            @Override
            public AuraIdView change(Caller caller, AuraIdChange wish) {
                return IdentityLab.inTransaction(em -> wired(em).change(caller, wish));
            }
        });
        IdentityLab.set(wired, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        IdentityLab.set(wired, "guards", lab.guards);
        return wired;
    }

    private AuraIds wired(EntityManager em) {
        AuraIds wired = new AuraIds();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "reserved", new ReservedNames(Set.of()));
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }

    private static String word() {
        return "n" + UUID.randomUUID().toString().substring(0, 12);
    }

    private Caller signUp(String wish) {
        SessionView session =
                door.signUp(new SignUp(UUID.randomUUID() + "@example.test", null, PASSWORD, Map.of("username", wish)));
        return lab.accessTokens().verify(session.accessToken());
    }

    private AuraIdView change(Caller who, String wish) {
        return name.change(who, new AuraIdChange(wish));
    }

    private void passes(long days) {
        lab.clock.pass(Duration.ofDays(days));
    }

    @Test
    void aNewNameIsWrittenInSmallLettersAndTheOneBeforeIsKept() {
        String wish = word();
        AuraIdView changed = change(me, " @" + wish.toUpperCase(Locale.ROOT) + ".AURA ");
        assertThat(changed.auraId()).isEqualTo("@" + wish + ".aura");
        assertThat(changed.kept()).singleElement().satisfies(kept -> {
            assertThat(kept.auraId()).isEqualTo("@" + first + ".aura");
            assertThat(kept.keptUntil()).isEqualTo(lab.clock.instant().plus(Duration.ofDays(90)));
        });
        assertThat(changed.changeableAt()).isEqualTo(lab.clock.instant().plus(Duration.ofDays(30)));
        assertThat(name.read(me)).isEqualTo(changed);
    }

    @Test
    void aNameHasThreeToThirtyOfAFewCharacters() {
        for (String wish : List.of("ab", "a".repeat(31), "ad a", "ädä", "a.b", "", "@", "a\u0000b", "../etc")) {
            assertThat(refused(() -> change(me, wish))).as(wish).isInstanceOf(Refusal.Invalid.class);
        }
        assertThat(refused(() -> name.change(me, new AuraIdChange(null)))).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void aReservedNameIsNobodys() {
        for (String wish : List.of("admin", "Support", "adm1n", "auralink-team")) {
            assertThat(refused(() -> change(me, wish))).as(wish).isInstanceOf(Refusal.Invalid.class);
        }
    }

    @Test
    void aNameIsChangedAtMostEveryThirtyDaysAlsoToGoBack() {
        change(me, word());
        passes(29);
        assertThat(refused(() -> change(me, word()))).isInstanceOf(Refusal.Conflict.class);
        assertThat(refused(() -> change(me, first))).isInstanceOf(Refusal.Conflict.class);
        passes(1);
        assertThat(change(me, first).auraId()).isEqualTo("@" + first + ".aura");
    }

    @Test
    void whoAsksForTheNameThatTheyHaveChangesNothing() {
        assertThat(change(me, first).changedAt()).isNull();
        change(me, word());
    }

    @Test
    void aNameThatSomebodyHasOrGaveUpIsNotTakenByOthers() {
        Caller other = signUp(word());
        assertThat(refused(() -> change(other, first))).isInstanceOf(Refusal.Conflict.class);
        change(me, word());
        assertThat(refused(() -> change(other, first))).isInstanceOf(Refusal.Conflict.class);
        passes(89);
        assertThat(refused(() -> change(other, first))).isInstanceOf(Refusal.Conflict.class);
        // Nor by who signs up: they get another one.
        assertThat(name.read(signUp(first)).auraId()).isEqualTo("@" + first + "2.aura");
        passes(1);
        assertThat(change(other, first).auraId()).isEqualTo("@" + first + ".aura");
        assertThat(name.read(me).kept()).isEmpty();
        assertThat(refused(() -> change(me, first))).isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void whoGoesBackKeepsTheNameInBetween() {
        String second = word();
        change(me, second);
        passes(60);
        AuraIdView back = change(me, first);
        assertThat(back.kept()).extracting(AuraIdView.Kept::auraId).containsExactly("@" + second + ".aura");
    }

    @Test
    void oneOfManyWhoWantANameAtOnceGetsIt() throws Exception {
        String wish = word();
        List<Caller> people = List.of(signUp(word()), signUp(word()), signUp(word()), me);
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            List<Callable<Boolean>> tries = people.stream()
                    .map(person -> (Callable<Boolean>) () -> {
                        try {
                            change(person, wish);
                            return true;
                        } catch (RefusedException e) {
                            return false;
                        }
                    })
                    .toList();
            int got = 0;
            for (Future<Boolean> one : threads.invokeAll(tries)) {
                got += one.get() ? 1 : 0;
            }
            assertThat(got).isOne();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aProgramDoesNotRenameItsMaker() {
        Caller key = new Caller(me.userId(), me.organizationId(), me.claims(), true, "");
        assertThat(refused(() -> change(key, word()))).isInstanceOf(Refusal.Forbidden.class);
        assertThat(refused(() -> name.read(key))).isInstanceOf(Refusal.Forbidden.class);
    }

    @Test
    void theAuditTellsThatItWasChangedAndNotToWhat() {
        change(me, word());
        long told = IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return (Long) em.createNativeQuery(
                            "select count(*) from public.audit_events where actor_id = ?1"
                                    + " and action = 'account.aura_id_changed' and detail = '{}'",
                            Long.class)
                    .setParameter(1, me.userId().value())
                    .getSingleResult();
        });
        assertThat(told).isOne();
    }

    /** Whoever writes past the application. */
    @Test
    void theDatabaseHoldsTheRulesToo() {
        String update =
                "update public.users set username = ?, aura_id = '@' || ? || '.aura', aura_id_changed_at = ?::timestamptz"
                        + " where user_id = ?";
        UUID id = me.userId().value();
        String second = word();
        MigratedDatabase.execute(update, second, second, "2026-01-01T00:00:00Z", id);
        String third = word();
        assertThatThrownBy(() -> MigratedDatabase.execute(update, third, third, "2026-01-30T23:00:00Z", id))
                .hasStackTraceContaining("30 days");
        assertThatThrownBy(() -> MigratedDatabase.execute(
                        "update public.users set username = ?, aura_id = '@' || ? || '.aura' where user_id = ?",
                        third,
                        third,
                        id))
                .hasStackTraceContaining("30 days");
        UUID other = signUp(word()).userId().value();
        assertThatThrownBy(() -> MigratedDatabase.execute(update, first, first, "2026-03-31T23:00:00Z", other))
                .hasStackTraceContaining("kept");
        assertThatThrownBy(() -> MigratedDatabase.execute(update, "ab", "ab", "2026-03-31T23:00:00Z", id))
                .hasStackTraceContaining("3 to 30");
        MigratedDatabase.execute(update, first, first, "2026-04-01T01:00:00Z", other);
    }

    private static Refusal refused(ThrowingCallable work) {
        return catchThrowableOfType(RefusedException.class, work).refusal();
    }
}
