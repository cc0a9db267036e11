package org.auralink.contacts.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.auralink.contacts.boundary.ContactBook.Person;
import org.auralink.contacts.entity.Contact;
import org.auralink.contacts.entity.ContactStatus;
import org.auralink.shared.Caller;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * What others ask a person, by the AuraID or by an address that is the person's for certain. Whoever is blocked may ask and
 * is not seen.
 */
@Stateless
public class ContactRequests {
    private static final String ASKED = """
            select c.contact_id, u.aura_id, coalesce(u.display_name, u.username), c.created_at
            from public.contacts c join public.users u on u.user_id = c.user_id
            where c.status = 'requested' and c.user_id <> :self
              and (c.contact_user_id = :self or c.contact_user_id is null and c.email = :email)
              and not exists (select from public.contacts k
                where k.user_id = :self and k.contact_user_id = c.user_id and k.status = 'blocked')
              and (c.created_at, c.contact_id) < (:at, :id)
            order by c.created_at desc, c.contact_id desc
            """;

    /** No account has it. */
    private static final String NO_ADDRESS = "";

    @PersistenceContext(unitName = "contacts")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Newest first.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter; forbidden for keys and visitors
     */
    public ContactRequestPage list(Caller caller, @Nullable String cursor, @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Person self = new ContactBook(entityManager).self(caller);
        List<?> rows = entityManager
                .createNativeQuery(ASKED, Tuple.class)
                .setParameter("self", self.id().value())
                .setParameter("email", self.email() == null ? NO_ADDRESS : self.email())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(most + 1)
                .getResultList();
        List<ContactRequestView> page = new ArrayList<>();
        rows.stream().limit(most).forEach(row -> page.add(view((Tuple) row)));
        ContactRequestView last = rows.size() > most ? page.get(page.size() - 1) : null;
        return new ContactRequestPage(
                page, last == null ? null : new PageCursor(last.createdAt(), UUID.fromString(last.requestId())).text());
    }

    private static ContactRequestView view(Tuple row) {
        return new ContactRequestView(
                row.get(0, UUID.class).toString(),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, Instant.class));
    }

    /**
     * Agrees: each is in the list of the other from now on.
     *
     * @return the one who asked, in the caller's list
     * @throws org.auralink.shared.RefusedException not found; forbidden; limit exceeded
     */
    @OpenToMembers("the one who was asked answers")
    public ContactView accept(Caller caller, String requestId) {
        Asked asked = asked(caller, requestId);
        ContactBook book = new ContactBook(entityManager);
        UserId self = asked.self().id();
        UserId asker = asked.request().owner();
        Contact own = book.between(self, asker);
        if (own == null) {
            book.requireRoom(self);
        }
        Contact known = book.between(asker, self);
        book.join(known == null ? asked.request() : known, asked.self(), clock.instant());
        entityManager.flush();
        Contact made = book.between(self, asker);
        if (made == null) {
            throw new IllegalStateException("an agreement without an entry");
        }
        return new ContactSearch(entityManager).of(made);
    }

    /**
     * Says no. Who asked is not told: for them it stays asked.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @OpenToMembers("the one who was asked answers")
    public void decline(Caller caller, String requestId) {
        asked(caller, requestId).request().decline();
    }

    /**
     * Says no, now and in the future, and to calls. Who asked is not told.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden; limit exceeded
     */
    @OpenToMembers("the one who was asked answers")
    public void block(Caller caller, String requestId) {
        Asked asked = asked(caller, requestId);
        ContactBook book = new ContactBook(entityManager);
        UserId self = asked.self().id();
        UserId asker = asked.request().owner();
        asked.request().decline();
        Contact own = book.between(self, asker);
        if (own == null) {
            book.requireRoom(self);
            entityManager.persist(Contact.of(self, asker, ContactStatus.BLOCKED, clock.instant()));
        } else {
            own.block();
        }
    }

    /** @param request that is open and is to the person */
    private record Asked(Person self, Contact request) {}

    private Asked asked(Caller caller, String requestId) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        ContactBook book = new ContactBook(entityManager);
        Person self = book.self(caller);
        Contact seen = book.find(requestId);
        if (seen != null) {
            book.lock(self.id(), seen.owner());
            // What was read before the lock was had may be over.
            entityManager.detach(seen);
        }
        Contact request = seen == null ? null : book.find(requestId);
        if (request == null || !isTo(self, request) || book.keepsAway(self.id(), request.owner())) {
            throw Refusal.notFound("There is no such request.").asException();
        }
        return new Asked(self, request);
    }

    private static boolean isTo(Person self, Contact request) {
        UserId other = request.other();
        boolean mine = other == null ? self.email() != null && request.isAt(self.email()) : other.equals(self.id());
        return mine && request.isOpen() && !request.owner().equals(self.id());
    }
}
