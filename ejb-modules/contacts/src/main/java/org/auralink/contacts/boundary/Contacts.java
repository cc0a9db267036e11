package org.auralink.contacts.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import org.auralink.contacts.boundary.ContactBook.Person;
import org.auralink.contacts.entity.Contact;
import org.auralink.contacts.entity.ContactStatus;
import org.auralink.contacts.entity.ContactWords;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/**
 * The people whom somebody knows here. Nobody is in a list without having agreed, and nobody learns whether somebody
 * declined, blocked them, or has no account at the address at which they were asked: for who asked, all of them look the
 * same. By the service at the person's request, because one row is seen by two people, differently.
 */
@Stateless
public class Contacts {
    @PersistenceContext(unitName = "contacts")
    EntityManager entityManager;

    @Inject
    ContactMail mail;

    @Inject
    Clock clock;

    /**
     * Asks somebody, once for all requests with the same key; who was asked by them before agrees to that.
     *
     * @param key null when the client sent none
     * @throws org.auralink.shared.RefusedException invalid, naming the field; not found, when nobody has that AuraID;
     *     conflict when they stand in the list already; limit exceeded; forbidden for keys and visitors
     */
    @OpenToMembers("everybody with an account may ask somebody, who decides")
    public Made add(Caller caller, NewContact wanted, @Nullable IdempotencyKey key) {
        List<String> tags = wanted.tags() == null ? List.of() : ContactWords.tags(wanted.tags());
        String name = wanted.auraId() == null ? null : ContactWords.auraName(wanted.auraId());
        String email = wanted.email() == null ? null : ContactWords.email(wanted.email());
        if ((name == null) == (email == null)) {
            throw Refusal.invalid("aura_id", "or email: say one of the two.").asException();
        }
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Person self = new ContactBook(entityManager).self(caller);
        return OneEffect.of(entityManager, caller, key, clock.instant(), () -> {
            Contact made = name == null ? askAt(self, email == null ? "" : email) : ask(self, name);
            made.tag(tags);
            ContactView view = view(made);
            return Made.of(view.contactId(), view);
        });
    }

    private Contact ask(Person self, String auraName) {
        ContactBook book = new ContactBook(entityManager);
        Person other = book.byAuraName(auraName);
        if (other == null) {
            throw Refusal.notFound("There is nobody with this AuraID.").asException();
        }
        if (other.id().equals(self.id())) {
            throw Refusal.invalid("aura_id", "is your own.").asException();
        }
        book.lock(self.id(), other.id());
        if (book.between(self.id(), other.id()) != null) {
            throw Refusal.conflict("They are in your list already.").asException();
        }
        book.requireRoom(self.id());
        Contact asked = book.between(other.id(), self.id());
        Contact made = Contact.of(self.id(), other.id(), ContactStatus.REQUESTED, clock.instant());
        entityManager.persist(made);
        if (asked != null && !asked.is(ContactStatus.BLOCKED)) {
            book.join(asked, self, clock.instant());
        }
        // Written before the mail's facade takes over the transaction's context.
        entityManager.flush();
        if (asked == null && other.email() != null) {
            mail.ask(other.email(), self.introduction());
        }
        return made;
    }

    /** Does the same whether the address has an account or not, but for who keeps the caller away. */
    private Contact askAt(Person self, String email) {
        ContactBook book = new ContactBook(entityManager);
        if (email.equals(self.email())) {
            throw Refusal.invalid("email", "is your own.").asException();
        }
        book.lock(self.id());
        if (book.at(self.id(), email) != null) {
            throw Refusal.conflict("This address is in your list already.").asException();
        }
        book.requireRoom(self.id());
        Contact made = Contact.requestedAt(self.id(), email, clock.instant());
        entityManager.persist(made);
        Person other = book.byEmail(email);
        boolean keptAway = other != null && book.keepsAway(other.id(), self.id());
        entityManager.flush();
        if (!keptAway) {
            mail.ask(email, self.introduction());
        }
        return made;
    }

    /**
     * Newest first.
     *
     * @throws org.auralink.shared.RefusedException forbidden for keys and visitors
     */
    public ContactPage list(Caller caller, ContactQuery query) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Person self = new ContactBook(entityManager).self(caller);
        return new ContactSearch(entityManager).page(self.id(), query);
    }

    /** All of them, for who takes their data along; nothing for an account that is kept elsewhere. */
    public List<ContactView> all(Caller caller) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        return new ContactSearch(entityManager).all(caller.userId());
    }

    /** @throws org.auralink.shared.RefusedException not found, also when it is somebody else's; forbidden */
    public ContactView get(Caller caller, String contactId) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        ContactBook book = new ContactBook(entityManager);
        return view(book.own(book.self(caller).id(), contactId));
    }

    /**
     * @throws org.auralink.shared.RefusedException invalid, naming the field; not found; forbidden; conflict when somebody
     *     is to be blocked of whom nothing is known but an address, or let in again who never was a contact
     */
    @OpenToMembers("it is the caller's own list")
    public ContactView change(Caller caller, String contactId, ContactChange change) {
        List<String> tags = change.tags() == null ? null : ContactWords.tags(change.tags());
        Contact contact = locked(caller, contactId);
        if (tags != null) {
            contact.tag(tags);
        }
        if (change.favourite() != null) {
            contact.favour(change.favourite());
        }
        if (change.blocked() != null && change.blocked() != contact.is(ContactStatus.BLOCKED)) {
            block(contact, change.blocked());
        }
        return view(contact);
    }

    private static void block(Contact contact, boolean wanted) {
        if (contact.other() == null) {
            throw Refusal.conflict("Nobody has agreed at this address. Remove it instead.")
                    .asException();
        }
        if (wanted) {
            contact.block();
            return;
        }
        if (!contact.isAgreed()) {
            throw Refusal.conflict("You have not agreed to be contacts. Remove them to let them ask again.")
                    .asException();
        }
        contact.unblock();
    }

    /**
     * Takes somebody out of the list, and the caller out of theirs: then neither calls the other. Who was blocked may ask
     * again.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @OpenToMembers("it is the caller's own list")
    public void remove(Caller caller, String contactId) {
        Contact contact = locked(caller, contactId);
        UserId other = contact.other();
        Contact back = other == null ? null : new ContactBook(entityManager).between(other, contact.owner());
        if (back != null && back.is(ContactStatus.ACCEPTED)) {
            entityManager.remove(back);
        } else if (back != null) {
            back.disagree();
        }
        entityManager.remove(contact);
    }

    /**
     * What a call with that contact is named.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden; conflict for who has not agreed or is blocked
     */
    public String callable(Caller caller, String contactId) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        ContactBook book = new ContactBook(entityManager);
        Person self = book.self(caller);
        return self.name() + " and " + callee(book, self, contactId).name();
    }

    /**
     * Tells the contact by mail that the caller waits in a call. Who keeps the caller away is told nothing, and the caller
     * neither.
     *
     * @param link into the call
     * @throws org.auralink.shared.RefusedException as of {@link #callable}
     */
    @OpenToMembers("both agreed to be called by the other")
    public void ring(Caller caller, String contactId, String link) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        ContactBook book = new ContactBook(entityManager);
        Person self = book.self(caller);
        Person callee = callee(book, self, contactId);
        Contact back = book.between(callee.id(), self.id());
        if (callee.email() != null && back != null && back.is(ContactStatus.ACCEPTED)) {
            mail.ring(callee.email(), self.introduction(), link);
        }
    }

    private static Person callee(ContactBook book, Person self, String contactId) {
        Contact contact = book.own(self.id(), contactId);
        UserId other = contact.other();
        if (other == null || !contact.is(ContactStatus.ACCEPTED)) {
            throw Refusal.conflict(
                            contact.is(ContactStatus.BLOCKED)
                                    ? "You keep them away. Let them in again first."
                                    : "They have not agreed to be your contact yet.")
                    .asException();
        }
        Person callee = book.byId(other);
        if (callee == null) {
            throw Refusal.notFound("Their account is gone.").asException();
        }
        return callee;
    }

    private Contact locked(Caller caller, String contactId) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        ContactBook book = new ContactBook(entityManager);
        Person self = book.self(caller);
        Contact contact = book.own(self.id(), contactId);
        UserId other = contact.other();
        book.lock(self.id(), other == null ? self.id() : other);
        // What was read before the lock was had may be over.
        entityManager.detach(contact);
        return book.own(self.id(), contactId);
    }

    private ContactView view(Contact contact) {
        entityManager.flush();
        return new ContactSearch(entityManager).of(contact);
    }
}
