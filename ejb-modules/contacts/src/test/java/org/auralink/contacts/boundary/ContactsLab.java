package org.auralink.contacts.boundary;

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
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;
import org.jspecify.annotations.Nullable;

/** The facades over a real database, with the service's login, a clock that is moved and mails that are looked at. */
final class ContactsLab {
    static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    private static final EntityManagerFactory UNIT = Persistence.createEntityManagerFactory(
            "contacts",
            Map.of(
                    "jakarta.persistence.transactionType",
                    "RESOURCE_LOCAL",
                    "hibernate.transaction.coordinator_class",
                    "jdbc",
                    "jakarta.persistence.jdbc.url",
                    MigratedDatabase.settings().databaseUrl(),
                    "jakarta.persistence.jdbc.user",
                    "auralink_service",
                    "jakarta.persistence.jdbc.password",
                    MigratedDatabase.settings().servicePassword()));

    final MovableClock clock = new MovableClock(START);

    /** To whom, and what: who asks, or the link of a call. */
    final List<String> sent = new ArrayList<>();

    /** Somebody whose address is theirs. */
    record Somebody(UUID id, String auraId, String email, Caller caller) {}

    static Somebody somebody(String name) {
        MigratedDatabase.Person person = MigratedDatabase.person(name);
        MigratedDatabase.execute("update public.users set email_confirmed_at = now() where user_id = ?", person.user());
        return of(name, person, Caller.of(new UserId(person.user()), new OrganizationId(person.organization())));
    }

    /** Supabase's anonymous user. */
    static Somebody visitor() {
        MigratedDatabase.Person person = MigratedDatabase.person("visitor");
        return of(
                "visitor",
                person,
                new Caller(
                        new UserId(person.user()),
                        new OrganizationId(person.organization()),
                        "{\"sub\":\"" + person.user() + "\",\"role\":\"authenticated\",\"is_anonymous\":true}"));
    }

    private static Somebody of(String name, MigratedDatabase.Person person, Caller caller) {
        String word = name + person.user().toString().substring(0, 8);
        return new Somebody(person.user(), "@" + word + ".aura", word + "@example.org", caller);
    }

    /** Asks by the AuraID. */
    String ask(Somebody who, Somebody whom) {
        return add(who, new NewContact(whom.auraId(), null, null));
    }

    String askAt(Somebody who, String email) {
        return add(who, new NewContact(null, email, null));
    }

    String add(Somebody who, NewContact wanted) {
        return contacts(facade -> facade.add(who.caller(), wanted, null)).id();
    }

    /** Both agree; returns the entry in the list of the first. */
    String acquaint(Somebody who, Somebody whom) {
        String contact = ask(who, whom);
        requests(facade -> facade.accept(whom.caller(), onlyRequest(whom).requestId()));
        return contact;
    }

    ContactRequestView onlyRequest(Somebody whom) {
        List<ContactRequestView> items =
                requests(facade -> facade.list(whom.caller(), null, null)).items();
        if (items.size() != 1) {
            throw new AssertionError(items.size() + " requests");
        }
        return items.get(0);
    }

    List<ContactView> list(Somebody who) {
        return search(who, null, null);
    }

    List<ContactView> search(Somebody who, @Nullable String words, @Nullable String status) {
        return contacts(facade -> facade.list(who.caller(), ContactQuery.of(words, status, null, null, null, null)))
                .items();
    }

    ContactView get(Somebody who, String contactId) {
        return contacts(facade -> facade.get(who.caller(), contactId));
    }

    ContactView block(Somebody who, String contactId, boolean wanted) {
        return contacts(facade -> facade.change(who.caller(), contactId, new ContactChange(null, null, wanted)));
    }

    void remove(Somebody who, String contactId) {
        change(facade -> facade.remove(who.caller(), contactId));
    }

    String callable(Somebody who, String contactId) {
        return contacts(facade -> facade.callable(who.caller(), contactId));
    }

    List<ContactView> all(Somebody who) {
        return contacts(facade -> facade.all(who.caller()));
    }

    void ring(Somebody who, String contactId) {
        change(facade -> facade.ring(who.caller(), contactId, "https://example.org/join/code"));
    }

    private void change(Consumer<Contacts> work) {
        contacts(facade -> {
            work.accept(facade);
            return true;
        });
    }

    void answer(Consumer<ContactRequests> work) {
        requests(facade -> {
            work.accept(facade);
            return true;
        });
    }

    <T> T contacts(Function<Contacts, T> work) {
        return within(entityManager -> {
            var facade = new Contacts();
            facade.entityManager = entityManager;
            facade.clock = clock;
            facade.mail = new ContactMail() {
                @Override
                void ask(String email, String asker) {
                    sent.add(email + " is asked by " + asker);
                }

                @Override
                void ring(String email, String caller, String link) {
                    sent.add(email + " is called to " + link);
                }
            };
            return work.apply(facade);
        });
    }

    <T> T requests(Function<ContactRequests, T> work) {
        return within(entityManager -> {
            var facade = new ContactRequests();
            facade.entityManager = entityManager;
            facade.clock = clock;
            return work.apply(facade);
        });
    }

    private static <T> T within(Function<EntityManager, T> work) {
        try (var entityManager = UNIT.createEntityManager()) {
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
}
