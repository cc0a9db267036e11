package org.auralink.tenancy.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.auralink.media.boundary.LiveKitSecrets;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.entity.Invitation;
import org.auralink.tenancy.entity.InvitationSecret;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;

/** The facades over a real database, with the service's login, a clock that is moved and a mailbox that is looked into. */
final class TenancyLab {
    static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

    private static final EntityManagerFactory UNIT =
            unit("tenancy", "auralink_service", MigratedDatabase.settings().servicePassword());

    private static final EntityManagerFactory MEMBERS = unit("members", "auralink_authenticator", "authenticator");

    /** As of media nodes at one address. */
    static final LiveKitSecrets LIVEKIT =
            new LiveKitSecrets("0123456789abcdef0123456789abcdef", "wss://media.example.org");

    final MovableClock clock = new MovableClock(START);

    /** The token of the newest mail to each address. */
    final Map<String, String> mailed = new HashMap<>();

    private static EntityManagerFactory unit(String name, String login, String password) {
        return Persistence.createEntityManagerFactory(
                name,
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "hibernate.transaction.coordinator_class",
                        "jdbc",
                        "jakarta.persistence.jdbc.url",
                        MigratedDatabase.settings().databaseUrl(),
                        "jakarta.persistence.jdbc.user",
                        login,
                        "jakarta.persistence.jdbc.password",
                        password));
    }

    static Caller caller(MigratedDatabase.Person person) {
        return Caller.of(new UserId(person.user()), new OrganizationId(person.organization()));
    }

    static Caller visitor(MigratedDatabase.Person person) {
        return new Caller(
                new UserId(person.user()),
                new OrganizationId(person.organization()),
                "{\"sub\":\"" + person.user() + "\",\"role\":\"authenticated\",\"is_anonymous\":true}");
    }

    static String emailOf(MigratedDatabase.Person person) {
        return text("select email from public.users where user_id = ?1", person.user());
    }

    /** One value, as the service sees it. */
    static String text(String sql, UUID of) {
        return within(em -> {
            TenancyContext.enterAsService(em);
            return (String)
                    em.createNativeQuery(sql, String.class).setParameter(1, of).getSingleResult();
        });
    }

    <T> T organizations(Function<OwnOrganizations, T> work) {
        return within(em -> {
            var facade = new OwnOrganizations();
            facade.entityManager = em;
            facade.clock = clock;
            return work.apply(facade);
        });
    }

    <T> T members(Function<OrganizationMembers, T> work) {
        return within(em -> {
            var facade = new OrganizationMembers();
            facade.entityManager = em;
            facade.clock = clock;
            return work.apply(facade);
        });
    }

    void change(Consumer<OrganizationMembers> work) {
        members(facade -> {
            work.accept(facade);
            return true;
        });
    }

    <T> T invitations(Function<Invitations, T> work) {
        return within(em -> {
            var facade = new Invitations();
            facade.entityManager = em;
            facade.clock = clock;
            facade.mail = new InvitationMail() {
                @Override
                void send(Invitation invitation, InvitationSecret secret, String organization, String inviter) {
                    mailed.put(invitation.email(), secret.text());
                }
            };
            return work.apply(facade);
        });
    }

    <T> T keys(Function<ApiKeys, T> work) {
        return within(em -> {
            var facade = new ApiKeys();
            facade.entityManager = em;
            facade.livekit = LIVEKIT;
            facade.clock = clock;
            return work.apply(facade);
        });
    }

    /** As people read it: with their login, under the policies. */
    <T> T audit(Function<AuditTrail, T> work) {
        return within(MEMBERS, em -> {
            var facade = new AuditTrail();
            facade.entityManager = em;
            facade.clock = clock;
            return work.apply(facade);
        });
    }

    void finishDeleted() {
        within(em -> {
            var facade = new DeletedOrganizations();
            facade.entityManager = em;
            facade.clock = clock;
            facade.finish();
            return true;
        });
    }

    private static <T> T within(Function<EntityManager, T> work) {
        return within(UNIT, work);
    }

    private static <T> T within(EntityManagerFactory unit, Function<EntityManager, T> work) {
        try (var em = unit.createEntityManager()) {
            em.getTransaction().begin();
            try {
                T result = work.apply(em);
                em.getTransaction().commit();
                return result;
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }
}
