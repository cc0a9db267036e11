package org.auralink.webhooks.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.auralink.calls.boundary.CallChange;
import org.auralink.calls.boundary.CallChange.Kind;
import org.auralink.calls.boundary.ParticipantView;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.Leases;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;
import org.auralink.webhooks.control.AddressRules;
import org.auralink.webhooks.control.WebhookCounters;
import org.auralink.webhooks.entity.Answer;

/** A migrated PostgreSQL and the capability's persistence units on it, with the application's own logins. */
final class WebhooksLab {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final EntityManagerFactory PEOPLE = unit("webhooks", "auralink_authenticator", "authenticator");
    private static final EntityManagerFactory OUTBOX = unit("webhook-outbox", "auralink_service", "service");
    private static final EntityManagerFactory QUEUE = unit("webhook-queue", "auralink_service", "service");

    static final MovableClock CLOCK = new MovableClock(START);

    private WebhooksLab() {}

    private static EntityManagerFactory unit(String name, String user, String password) {
        return Persistence.createEntityManagerFactory(
                name,
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "hibernate.transaction.coordinator_class",
                        "jdbc",
                        // Outside of a container nothing else keeps the connection until the commit.
                        "hibernate.connection.handling_mode",
                        "DELAYED_ACQUISITION_AND_HOLD",
                        "hibernate.connection.provider_class",
                        CheckedConnections.class.getName(),
                        "jakarta.persistence.jdbc.url",
                        MigratedDatabase.settings().databaseUrl(),
                        "jakarta.persistence.jdbc.user",
                        user,
                        "jakarta.persistence.jdbc.password",
                        password));
    }

    static <T> T endpoints(Function<WebhookEndpoints, T> work) {
        return endpoints("", work);
    }

    /** One request of a person, where the operator allows these networks. */
    static <T> T endpoints(String allowed, Function<WebhookEndpoints, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            var endpoints = new WebhookEndpoints();
            endpoints.entityManager = entityManager;
            endpoints.rules = AddressRules.allowing(allowed);
            endpoints.clock = CLOCK;
            return work.apply(endpoints);
        });
    }

    static <T> T deliveries(Function<WebhookDeliveries, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            var deliveries = new WebhookDeliveries();
            deliveries.entityManager = entityManager;
            deliveries.clock = CLOCK;
            return work.apply(deliveries);
        });
    }

    static <T> T letters(Function<DeadLetters, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            var letters = new DeadLetters();
            letters.entityManager = entityManager;
            letters.clock = CLOCK;
            return work.apply(letters);
        });
    }

    static void retry(Caller caller, String letter) {
        letters(letters -> {
            letters.retry(caller, letter);
            return true;
        });
    }

    static void drop(Caller caller, String letter) {
        letters(letters -> {
            letters.drop(caller, letter);
            return true;
        });
    }

    /** The transaction in which these changes take effect. */
    static void happened(CallChange... changes) {
        inOutbox(outbox -> List.of(changes).forEach(outbox::happened));
    }

    static void inOutbox(Consumer<WebhookOutbox> work) {
        inTransaction(OUTBOX, entityManager -> {
            work.accept(outbox(entityManager));
            return true;
        });
    }

    static WebhookOutbox outbox(EntityManager entityManager) {
        var outbox = new WebhookOutbox();
        outbox.entityManager = entityManager;
        outbox.counters = new WebhookCounters();
        outbox.clock = CLOCK;
        return outbox;
    }

    static EntityManager outboxTransaction() {
        return OUTBOX.createEntityManager();
    }

    static <T> T queue(Function<WebhookQueue, T> work) {
        return inTransaction(QUEUE, entityManager -> work.apply(queue(entityManager)));
    }

    static WebhookQueue queue(EntityManager entityManager) {
        var queue = new WebhookQueue();
        queue.entityManager = entityManager;
        queue.counters = new WebhookCounters();
        queue.clock = CLOCK;
        return queue;
    }

    static EntityManager queueTransaction() {
        return QUEUE.createEntityManager();
    }

    /** What a server would send to one endpoint now. */
    static List<Parcel> take(WebhookEndpointView endpoint) {
        return take(endpoint.endpointId());
    }

    static List<Parcel> take(String endpoint) {
        // What other tests left there is not looked at.
        return queue(queue -> queue.take(1000)).stream()
                .filter(parcel -> parcel.endpoint().toString().equals(endpoint))
                .toList();
    }

    static void answer(Parcel parcel, Answer answer) {
        queue(queue -> {
            queue.answered(parcel, answer);
            return true;
        });
    }

    static void clean(Leases server) {
        inTransaction(QUEUE, entityManager -> {
            var cleaning = new WebhookCleaning();
            cleaning.leases = server;
            cleaning.entityManager = entityManager;
            cleaning.clock = CLOCK;
            cleaning.forget();
            return true;
        });
    }

    private static <T> T inTransaction(EntityManagerFactory unit, Function<EntityManager, T> work) {
        try (EntityManager entityManager = unit.createEntityManager()) {
            entityManager.getTransaction().begin();
            try {
                T result = work.apply(entityManager);
                entityManager.getTransaction().commit();
                return result;
            } finally {
                if (entityManager.getTransaction().isActive()) {
                    entityManager.getTransaction().rollback();
                }
            }
        }
    }

    /** Nothing of other tests waits any more. */
    static void startOver() {
        CLOCK.moveTo(START);
        MigratedDatabase.execute("delete from public.webhook_endpoints");
        MigratedDatabase.execute("delete from public.leases");
    }

    /** The owner of a new organization. */
    static Caller owner(String name) {
        return caller(MigratedDatabase.person(name));
    }

    /** Somebody else in the organization, who does not run it. */
    static Caller member(Caller owner, String name) {
        var person = new MigratedDatabase.Person(
                owner.userId().value(), owner.organizationId().value());
        return caller(person.colleague(name));
    }

    private static Caller caller(MigratedDatabase.Person person) {
        return Caller.of(new UserId(person.user()), new OrganizationId(person.organization()));
    }

    static WebhookEndpointView endpoint(Caller owner, String... events) {
        return endpoints(endpoints -> endpoints.create(
                owner, new NewWebhookEndpoint("https://hooks.example.org/in", null, List.of(events), null)));
    }

    /** A call of the organization, and what happens in it. */
    static final class Call {
        final UUID id = UUID.randomUUID();
        private final Caller owner;

        Call(Caller owner) {
            this.owner = owner;
        }

        CallChange started() {
            return change(Kind.STARTED, null);
        }

        CallChange ended() {
            return change(Kind.ENDED, null);
        }

        CallChange joined(String who) {
            return change(Kind.JOINED, who);
        }

        CallChange left(String who) {
            return change(Kind.LEFT, who);
        }

        CallChange change(Kind kind, String who) {
            var facts = new CallChange.Facts(
                    id.toString(), "Standup", "group", owner.userId().value().toString(), START, null, null, null);
            return new CallChange(
                    kind, owner.organizationId(), facts, CLOCK.instant(), "RM_1", who == null ? null : stay(who));
        }

        private static CallChange.Stay stay(String who) {
            return new CallChange.Stay(
                    "PA_" + who, new ParticipantView(who, "Name of " + who, "participant", START, null, null));
        }
    }

    /** The names of the events in these parcels. */
    static List<String> types(List<Parcel> parcels) {
        List<String> types = new ArrayList<>();
        parcels.forEach(parcel -> types.add(parcel.type()));
        return types;
    }
}
