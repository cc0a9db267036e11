package org.auralink.contacts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.auralink.contacts.boundary.ContactsLab.Somebody;
import org.auralink.shared.Refusal;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** Who does not want, and who is kept away, is not told. */
class BlockedContactsTest {
    private final ContactsLab lab = new ContactsLab();
    private final Somebody ada = ContactsLab.somebody("ada");
    private final Somebody mallory = ContactsLab.somebody("mallory");

    @Test
    void whoIsDeclinedStillSeesThatTheyAsked() {
        String contact = lab.ask(mallory, ada);
        String request = lab.onlyRequest(ada).requestId();
        lab.answer(facade -> facade.decline(ada.caller(), request));
        assertThat(lab.get(mallory, contact).status()).isEqualTo("requested");
        assertThat(lab.search(mallory, null, "requested")).hasSize(1);
        assertThat(requestsOf(ada)).isZero();
        assertThat(ContactsTest.refused(() -> lab.requests(facade -> facade.accept(ada.caller(), request))))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void whoIsBlockedAsksInVainAndLooksTheSameToThemselves() {
        String contact = lab.ask(mallory, ada);
        lab.answer(facade -> facade.block(ada.caller(), lab.onlyRequest(ada).requestId()));
        lab.sent.clear();
        lab.remove(mallory, contact);
        String again = lab.ask(mallory, ada);
        String atTheirAddress = lab.askAt(mallory, ada.email());
        assertThat(lab.get(mallory, again).status()).isEqualTo("requested");
        assertThat(lab.get(mallory, atTheirAddress).status()).isEqualTo("requested");
        assertThat(requestsOf(ada)).isZero();
        assertThat(lab.sent).isEmpty();
        assertThat(lab.list(ada)).singleElement().satisfies(kept -> {
            assertThat(kept.status()).isEqualTo("blocked");
            assertThat(kept.name()).isNull();
        });
    }

    @Test
    void whoIsNotBlockedAnyMoreMayAskAgain() {
        lab.ask(mallory, ada);
        lab.answer(facade -> facade.block(ada.caller(), lab.onlyRequest(ada).requestId()));
        String kept = lab.list(ada).get(0).contactId();
        // What was never agreed to cannot be gone back to.
        assertThat(ContactsTest.refused(() -> lab.block(ada, kept, false))).isInstanceOf(Refusal.Conflict.class);
        lab.remove(ada, kept);
        lab.remove(mallory, lab.list(mallory).get(0).contactId());
        lab.ask(mallory, ada);
        assertThat(requestsOf(ada)).isOne();
    }

    @Test
    void aBlockedContactRingsInVainAndIsNotTold() {
        String contact = lab.acquaint(mallory, ada);
        lab.ring(mallory, contact);
        String own = lab.list(ada).get(0).contactId();
        assertThat(lab.block(ada, own, true).status()).isEqualTo("blocked");
        lab.sent.clear();
        lab.ring(mallory, contact);
        assertThat(lab.sent).isEmpty();
        assertThat(lab.get(mallory, contact).status()).isEqualTo("accepted");
        assertThat(ContactsTest.refused(() -> lab.ring(ada, own))).isInstanceOf(Refusal.Conflict.class);

        assertThat(lab.block(ada, own, false).status()).isEqualTo("accepted");
        lab.ring(mallory, contact);
        assertThat(lab.sent).containsExactly(ada.email() + " is called to https://example.org/join/code");
    }

    @Test
    void onlyWhoAgreedIsCalled() {
        String asked = lab.ask(mallory, ada);
        String address = lab.askAt(mallory, ada.email());
        lab.sent.clear();
        for (String contact : new String[] {asked, address}) {
            assertThat(ContactsTest.refused(() -> lab.ring(mallory, contact))).isInstanceOf(Refusal.Conflict.class);
            assertThat(ContactsTest.refused(() -> lab.callable(mallory, contact)))
                    .isInstanceOf(Refusal.Conflict.class);
        }
        assertThat(lab.sent).isEmpty();
    }

    @Test
    void whoIsRemovedCallsNoMore() {
        String contact = lab.acquaint(mallory, ada);
        assertThat(lab.callable(mallory, contact)).isEqualTo("mallory and ada");
        lab.remove(ada, lab.list(ada).get(0).contactId());
        assertThat(lab.list(mallory)).isEmpty();
        assertThat(ContactsTest.refused(() -> lab.ring(mallory, contact))).isInstanceOf(Refusal.NotFound.class);
    }

    /** Blocking must not be a way to read the name of who has not agreed. */
    @Test
    void whoBlocksSomebodyWhomTheyAskedLearnsNothing() {
        String contact = lab.ask(mallory, ada);
        ContactView kept = lab.block(mallory, contact, true);
        assertThat(kept.name()).isNull();
        assertThat(kept.userId()).isNull();
        assertThat(requestsOf(ada)).isZero();
        assertThat(ContactsTest.refused(() -> lab.block(mallory, contact, false)))
                .isInstanceOf(Refusal.Conflict.class);
        String address = lab.askAt(mallory, ada.email());
        assertThat(ContactsTest.refused(() -> lab.block(mallory, address, true)))
                .isInstanceOf(Refusal.Conflict.class);
    }

    /** Who is gone from the list of the one they block is a stranger to them again. */
    @Test
    void whoIsBlockedAndTakesTheOtherOutOfTheirListIsNotKnownAnyMore() {
        String contact = lab.acquaint(mallory, ada);
        String own = lab.list(ada).get(0).contactId();
        lab.block(ada, own, true);
        lab.remove(mallory, contact);
        assertThat(lab.get(ada, own).name()).isNull();
        assertThat(ContactsTest.refused(() -> lab.block(ada, own, false))).isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void theDatabaseItselfKnowsNoAgreementWithoutAPerson() {
        assertThat(catchThrowable(() -> MigratedDatabase.execute(
                        "insert into public.contacts (contact_id, user_id, email, status, created_at)"
                                + " values (gen_random_uuid(), ?, 'x@example.org', 'accepted', now())",
                        ada.id())))
                .hasStackTraceContaining("contacts_");
    }

    private int requestsOf(Somebody who) {
        return lab.requests(facade -> facade.list(who.caller(), null, null))
                .items()
                .size();
    }
}
