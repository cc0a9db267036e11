package org.auralink.calls.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.auralink.media.boundary.NodeEvents;
import org.auralink.media.boundary.StockEvents;
import org.auralink.media.boundary.WiredNodeEvents;
import org.auralink.media.boundary.WiredStockEvents;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.boundary.Plans;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;

/** A migrated PostgreSQL and the capability's persistence units on it, with the application's own logins. */
final class CallsDatabase {

    private static final EntityManagerFactory PEOPLE = unit("calls", "auralink_authenticator", "authenticator");
    /** The cursors; in the server on the same connection as the calls. */
    private static final EntityManagerFactory NODES = unit("media-events", "auralink_service", "service");

    private static final EntityManagerFactory SERVICE = unit("call-events", "auralink_service", "service");

    private static final GuestLinks LINKS = new GuestLinks() {
        @Override
        URI site() {
            return URI.create("http://localhost:8080");
        }
    };

    /** What observers of calls were told, by all tests together. */
    static final List<CallChange> TOLD = new CopyOnWriteArrayList<>();

    private static final CallObservers OBSERVERS = new CallObservers(List.of(TOLD::add));

    /** Of all facades. */
    static final MovableClock CLOCK = new MovableClock(FakeStream.START);

    private CallsDatabase() {}

    private static EntityManagerFactory unit(String name, String user, String password) {
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
                        user,
                        "jakarta.persistence.jdbc.password",
                        password));
    }

    /** One transaction of a person's or a guest's request. */
    static <T> T asPerson(Function<Calls, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            Calls calls = new Calls();
            calls.entityManager = entityManager;
            calls.links = LINKS;
            calls.clock = CLOCK;
            calls.plans = plans(entityManager);
            return work.apply(calls);
        });
    }

    /** The same, by names of a back end. */
    static <T> T byRoomName(Function<NamedRooms, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            NamedRooms rooms = new NamedRooms();
            rooms.entityManager = entityManager;
            rooms.clock = CLOCK;
            rooms.plans = plans(entityManager);
            return work.apply(rooms);
        });
    }

    /** In the server it reads by a persistence unit of its own, in the same transaction. */
    private static Plans plans(EntityManager entityManager) {
        return new Plans() {
            @Override
            public int callsPerMonth(Caller caller) {
                return ((Number) entityManager
                                .createNativeQuery("select max_calls_per_month from public.organizations"
                                        + " where organization_id = ?1")
                                .setParameter(1, caller.organizationId().value())
                                .getSingleResult())
                        .intValue();
            }
        };
    }

    /** The same, at the door of a call. */
    static <T> T atTheDoor(Function<Admissions, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            Admissions admissions = new Admissions();
            admissions.entityManager = entityManager;
            admissions.clock = CLOCK;
            return work.apply(admissions);
        });
    }

    /** One transaction of somebody who waits to be let in. */
    static <T> T inTheLobby(Function<Lobby, T> work) {
        return inTransaction(SERVICE, entityManager -> {
            Lobby lobby = new Lobby();
            lobby.entityManager = entityManager;
            lobby.clock = CLOCK;
            return work.apply(lobby);
        });
    }

    /** One transaction of somebody who wants to decide about a call. */
    static <T> T asModerator(Function<Moderation, T> work) {
        return inTransaction(SERVICE, entityManager -> {
            Moderation moderation = new Moderation();
            moderation.entityManager = entityManager;
            moderation.clock = CLOCK;
            return work.apply(moderation);
        });
    }

    /** The same of what has no answer. */
    static void decide(Consumer<Moderation> work) {
        asModerator(moderation -> {
            work.accept(moderation);
            return true;
        });
    }

    /** One transaction of a media event. */
    static <T> T asService(Function<NodeEvents, T> work) {
        return asService(Set.of(), work);
    }

    /** The same with a configuration of nodes. */
    static <T> T asService(Set<String> configured, Function<NodeEvents, T> work) {
        return inTransaction(
                NODES,
                nodes -> inTransaction(SERVICE, service -> {
                    CallEvents calls = new CallEvents();
                    NodeEvents events = new WiredNodeEvents(nodes, configured, List.of(roomsOf(calls)), CLOCK);
                    calls.entityManager = service;
                    calls.observers = OBSERVERS;
                    calls.clock = CLOCK;
                    calls.nodes = events;
                    return work.apply(events);
                }));
    }

    /** One transaction of a webhook of a stock LiveKit server. */
    static <T> T asStock(Function<StockEvents, T> work) {
        return inTransaction(
                NODES,
                nodes -> inTransaction(SERVICE, service -> {
                    CallEvents calls = new CallEvents();
                    calls.entityManager = service;
                    calls.observers = OBSERVERS;
                    calls.clock = CLOCK;
                    calls.nodes = new WiredNodeEvents(nodes, Set.of(), List.of(), CLOCK);
                    return work.apply(new WiredStockEvents(nodes, List.of(roomsOf(calls)), CLOCK));
                }));
    }

    private static CallRooms roomsOf(CallEvents events) {
        CallRooms rooms = new CallRooms();
        rooms.events = events;
        return rooms;
    }

    /** One transaction in which every node has said that it holds no room of the call. */
    static void roomIsNowhere(String callId) {
        inTransaction(
                NODES,
                nodes -> inTransaction(SERVICE, service -> {
                    CallEvents calls = new CallEvents();
                    calls.entityManager = service;
                    calls.observers = OBSERVERS;
                    calls.clock = CLOCK;
                    calls.nodes = new WiredNodeEvents(nodes, Set.of(), List.of(roomsOf(calls)), CLOCK);
                    calls.roomIsNowhere(callId);
                    return true;
                }));
    }

    /** One transaction of the service, with nothing of the calls'. */
    static <T> T inService(Function<EntityManager, T> work) {
        return inTransaction(SERVICE, entityManager -> {
            TenancyContext.enterAsService(entityManager);
            return work.apply(entityManager);
        });
    }

    /** One run of the timer. */
    static void expire() {
        inTransaction(SERVICE, entityManager -> {
            CallExpiry expiry = new CallExpiry();
            expiry.entityManager = entityManager;
            expiry.clock = CLOCK;
            expiry.endForgottenCalls();
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

    /** A new account with its personal organization. */
    static Caller person(String name) {
        return caller(MigratedDatabase.person(name));
    }

    /** Another account in the organization of the first. */
    static Caller colleagueOf(Caller first, String name) {
        var person = new MigratedDatabase.Person(
                first.userId().value(), first.organizationId().value());
        return caller(person.colleague(name));
    }

    private static Caller caller(MigratedDatabase.Person person) {
        return Caller.of(new UserId(person.user()), new OrganizationId(person.organization()));
    }
}
