package org.auralink.contacts.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.auralink.contacts.entity.Contact;
import org.auralink.contacts.entity.ContactStatus;
import org.auralink.contacts.entity.Limits;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who is in whose list, as the service sees it: past the policies, so that every question names the person. Inside the
 * transaction and the context of a facade.
 */
final class ContactBook {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final String PERSON = """
            select user_id, aura_id, coalesce(display_name, username),
              case when email_confirmed_at is not null then email end
            from public.users where deleted_at is null and\s""";

    private final EntityManager entityManager;

    ContactBook(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * Somebody with an account.
     *
     * @param email an address that is theirs for certain, null where none is
     */
    record Person(
            UserId id, String auraId, String name, @Nullable String email) {
        /** As a mail names them to somebody who may not know them. */
        String introduction() {
            return name + " (" + auraId + ")";
        }

        @Override
        public String toString() {
            return "Person[redacted]";
        }
    }

    /**
     * The caller.
     *
     * @throws org.auralink.shared.RefusedException forbidden for a key, which acts for an organization, and for visitors
     *     without an account of their own; not found for an account that is kept elsewhere
     */
    Person self(Caller caller) {
        boolean person = (Boolean) entityManager
                .createNativeQuery("select auth.api_key() is null", Boolean.class)
                .getSingleResult();
        if (!person) {
            throw Refusal.forbidden("An API key cannot do that for its maker. Sign in.")
                    .asException();
        }
        boolean visitor = (Boolean) entityManager
                .createNativeQuery("select auth.is_anonymous()", Boolean.class)
                .getSingleResult();
        if (visitor) {
            throw Refusal.forbidden("Give your account an e-mail address first.")
                    .asException();
        }
        Person self = byId(caller.userId());
        if (self == null) {
            throw Refusal.notFound("There is no such account here.").asException();
        }
        return self;
    }

    /** In one order for all: two who ask each other at once are answered one after the other. */
    void lock(UserId... people) {
        Stream.of(people)
                .map(person -> "auralink.contacts." + person.value())
                .distinct()
                .sorted()
                .forEach(name -> entityManager
                        .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))::text", String.class)
                        .setParameter(1, name)
                        .getSingleResult());
    }

    @Nullable
    Person byId(UserId id) {
        return person("user_id = ?1", id.value());
    }

    /** @param name in their AuraID; a name that somebody gave up leads to nobody */
    @Nullable
    Person byAuraName(String name) {
        return person("username = ?1 and not is_anonymous", name);
    }

    /** Only who has shown that the address is theirs. */
    @Nullable
    Person byEmail(String email) {
        return person("email = ?1 and email_confirmed_at is not null", email);
    }

    private @Nullable Person person(String where, Object value) {
        List<?> found = entityManager
                .createNativeQuery(PERSON + where, Tuple.class)
                .setParameter(1, value)
                .getResultList();
        if (found.isEmpty()) {
            return null;
        }
        Tuple row = (Tuple) found.get(0);
        return new Person(
                new UserId(row.get(0, UUID.class)),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, String.class));
    }

    /** @throws org.auralink.shared.RefusedException not found, for one of somebody else as for none */
    Contact own(UserId owner, String contactId) {
        Contact found = find(contactId);
        if (found == null || !found.owner().equals(owner)) {
            throw Refusal.notFound("There is no such contact.").asException();
        }
        return found;
    }

    @Nullable
    Contact find(String id) {
        return ID.matcher(id).matches() ? entityManager.find(Contact.class, UUID.fromString(id)) : null;
    }

    /** What stands in that list about that person. */
    @Nullable
    Contact between(UserId owner, UserId other) {
        return one(entityManager
                .createQuery(
                        "select c from Contact c where c.userId = :owner and c.contactUserId = :other", Contact.class)
                .setParameter("owner", owner.value())
                .setParameter("other", other.value())
                .getResultList());
    }

    /** What stands in that list about that address. */
    @Nullable
    Contact at(UserId owner, String email) {
        return one(entityManager
                .createQuery("select c from Contact c where c.userId = :owner and c.email = :email", Contact.class)
                .setParameter("owner", owner.value())
                .setParameter("email", email)
                .getResultList());
    }

    private static @Nullable Contact one(List<Contact> found) {
        return found.isEmpty() ? null : found.get(0);
    }

    boolean keepsAway(UserId owner, UserId other) {
        Contact contact = between(owner, other);
        return contact != null && contact.is(ContactStatus.BLOCKED);
    }

    /** @throws org.auralink.shared.RefusedException limit exceeded */
    void requireRoom(UserId owner) {
        long count = entityManager
                .createQuery("select count(c) from Contact c where c.userId = :owner", Long.class)
                .setParameter("owner", owner.value())
                .getSingleResult();
        if (count >= Limits.CONTACTS) {
            throw Refusal.limitExceeded("You may have at most " + Limits.CONTACTS + " contacts, asked and blocked ones"
                            + " included. Remove some first.")
                    .asException();
        }
    }

    /** Both have agreed: each stands in the list of the other, once. */
    void join(Contact asked, Person other, Instant now) {
        Contact again = other.email() == null ? null : at(asked.owner(), other.email());
        if (again != null && again.other() == null && !again.id().equals(asked.id())) {
            // Asked by the AuraID and by the address.
            entityManager.remove(again);
        }
        asked.accept(other.id(), now);
        Contact back = between(other.id(), asked.owner());
        if (back == null) {
            back = Contact.of(other.id(), asked.owner(), ContactStatus.REQUESTED, now);
            entityManager.persist(back);
        }
        back.accept(asked.owner(), now);
    }
}
