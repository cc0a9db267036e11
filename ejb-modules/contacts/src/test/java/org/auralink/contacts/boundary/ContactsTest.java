package org.auralink.contacts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.contacts.boundary.ContactsLab.Somebody;
import org.auralink.contacts.entity.Limits;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

class ContactsTest {
    private final ContactsLab lab = new ContactsLab();
    private final Somebody ada = ContactsLab.somebody("ada");
    private final Somebody grace = ContactsLab.somebody("grace");

    @Test
    void whoIsAskedByTheirAuraIdIsTheContactsOnceTheyAgree() {
        String contact = lab.ask(ada, grace);
        assertThat(lab.get(ada, contact)).satisfies(asked -> {
            assertThat(asked.status()).isEqualTo("requested");
            assertThat(asked.auraId()).isEqualTo(grace.auraId());
            assertThat(asked.name()).isNull();
            assertThat(asked.userId()).isNull();
        });
        assertThat(lab.list(grace)).isEmpty();
        assertThat(lab.sent).containsExactly(grace.email() + " is asked by ada (" + ada.auraId() + ")");

        ContactRequestView request = lab.onlyRequest(grace);
        assertThat(request.name()).isEqualTo("ada");
        lab.requests(facade -> facade.accept(grace.caller(), request.requestId()));

        assertThat(lab.get(ada, contact)).satisfies(known -> {
            assertThat(known.status()).isEqualTo("accepted");
            assertThat(known.name()).isEqualTo("grace");
            assertThat(known.userId()).isEqualTo(grace.id().toString());
        });
        assertThat(lab.list(grace)).singleElement().satisfies(back -> {
            assertThat(back.status()).isEqualTo("accepted");
            assertThat(back.name()).isEqualTo("ada");
        });
        assertThat(lab.requests(facade -> facade.list(grace.caller(), null, null))
                        .items())
                .isEmpty();
    }

    @Test
    void anAuraIdIsTakenInTheFormsInWhichPeopleWriteIt() {
        String word = grace.auraId().substring(1, grace.auraId().length() - 5);
        String contact = lab.add(ada, new NewContact(" @" + word.toUpperCase(Locale.ROOT) + " ", null, null));
        assertThat(lab.get(ada, contact).auraId()).isEqualTo(grace.auraId());
        assertThat(refused(() -> lab.add(ada, new NewContact("no such name", null, null))))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(refused(() -> lab.add(ada, new NewContact("@nobody-at-all.aura", null, null))))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void anAddressWithAnAccountAndOneWithoutLookTheSameToWhoAsks() {
        String known = lab.askAt(ada, grace.email().toUpperCase(Locale.ROOT));
        String unknown = lab.askAt(ada, "nobody-" + UUID.randomUUID() + "@example.org");
        ContactView first = lab.get(ada, known);
        ContactView second = lab.get(ada, unknown);
        assertThat(first)
                .usingRecursiveComparison()
                .ignoringFields("contactId", "email")
                .isEqualTo(second);
        assertThat(first.email()).isEqualTo(grace.email());
        assertThat(first.userId()).isNull();
        assertThat(first.auraId()).isNull();
        assertThat(lab.sent).hasSize(2);
        // Nor does a search for the name find out.
        MigratedDatabase.execute("update public.users set display_name = 'Hopper' where user_id = ?", grace.id());
        assertThat(lab.search(ada, "Hopper", null)).isEmpty();
    }

    @Test
    void anAddressBecomesAPersonWhenThePersonAgrees() {
        String contact = lab.askAt(ada, grace.email());
        lab.requests(
                facade -> facade.accept(grace.caller(), lab.onlyRequest(grace).requestId()));
        assertThat(lab.get(ada, contact)).satisfies(known -> {
            assertThat(known.status()).isEqualTo("accepted");
            assertThat(known.auraId()).isEqualTo(grace.auraId());
            assertThat(known.email()).isEqualTo(grace.email());
        });
    }

    @Test
    void anAddressThatNobodyConfirmedIsNobodysWhoIsAsked() {
        MigratedDatabase.execute("update public.users set email_confirmed_at = null where user_id = ?", grace.id());
        lab.askAt(ada, grace.email());
        assertThat(lab.requests(facade -> facade.list(grace.caller(), null, null))
                        .items())
                .isEmpty();
    }

    @Test
    void whoAsksTheOneWhoAskedAgrees() {
        lab.ask(ada, grace);
        lab.ask(grace, ada);
        assertThat(lab.list(ada))
                .singleElement()
                .satisfies(known -> assertThat(known.status()).isEqualTo("accepted"));
        assertThat(lab.list(grace))
                .singleElement()
                .satisfies(known -> assertThat(known.status()).isEqualTo("accepted"));
        assertThat(lab.sent).hasSize(1);
    }

    @Test
    void whoIsAskedByTheirNameAndByTheirAddressIsOneContact() {
        lab.ask(ada, grace);
        lab.askAt(ada, grace.email());
        String request = lab.requests(facade -> facade.list(grace.caller(), null, null))
                .items()
                .get(0)
                .requestId();
        lab.requests(facade -> facade.accept(grace.caller(), request));
        assertThat(lab.list(ada))
                .singleElement()
                .satisfies(known -> assertThat(known.status()).isEqualTo("accepted"));
    }

    @Test
    void nobodyIsTheirOwnContactAndNobodyIsTwice() {
        lab.ask(ada, grace);
        lab.askAt(ada, "x@example.org");
        assertThat(refused(() -> lab.ask(ada, grace))).isInstanceOf(Refusal.Conflict.class);
        assertThat(refused(() -> lab.askAt(ada, "x@example.org"))).isInstanceOf(Refusal.Conflict.class);
        assertThat(refused(() -> lab.ask(ada, ada))).isInstanceOf(Refusal.Invalid.class);
        assertThat(refused(() -> lab.askAt(ada, ada.email()))).isInstanceOf(Refusal.Invalid.class);
        assertThat(refused(() -> lab.add(ada, new NewContact(null, null, null))))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(refused(() -> lab.add(ada, new NewContact(grace.auraId(), grace.email(), null))))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void aNameIsFoundWithAWrongLetterAndOthersAreNot() {
        lab.acquaint(ada, grace);
        lab.acquaint(ada, ContactsLab.somebody("linus"));
        String tagged = lab.add(ada, new NewContact(null, "margaret@example.org", List.of("moon")));
        assertThat(lab.search(ada, "Grase", null)).extracting(ContactView::name).containsExactly("grace");
        assertThat(lab.search(ada, "gr", null)).extracting(ContactView::name).containsExactly("grace");
        assertThat(lab.search(ada, "margret", null))
                .extracting(ContactView::contactId)
                .containsExactly(tagged);
        assertThat(lab.search(ada, "moon", null))
                .extracting(ContactView::contactId)
                .containsExactly(tagged);
        assertThat(lab.search(ada, "50%_'; --", null)).isEmpty();
        assertThat(lab.search(grace, "linus", null)).isEmpty();
    }

    @Test
    void theListIsReadInPartsAndByWhatIsKnownOfTheContacts() {
        List<String> made = IntStream.range(0, 5)
                .mapToObj(number -> {
                    lab.clock.pass(Duration.ofSeconds(1));
                    return lab.askAt(ada, "n" + number + "@example.org");
                })
                .toList();
        lab.contacts(facade -> facade.change(
                ada.caller(), made.get(1), new ContactChange(true, List.of("work", " work ", "Zürich"), null)));
        ContactPage first = page(null, null, "3", null);
        assertThat(first.items())
                .extracting(ContactView::contactId)
                .containsExactly(made.get(4), made.get(3), made.get(2));
        assertThat(page(null, null, "3", first.nextCursor()).items())
                .extracting(ContactView::contactId)
                .containsExactly(made.get(1), made.get(0));
        assertThat(page("true", null, null, null).items()).singleElement().satisfies(favourite -> {
            assertThat(favourite.contactId()).isEqualTo(made.get(1));
            assertThat(favourite.tags()).containsExactly("work", "Zürich");
        });
        assertThat(page(null, "Zürich", null, null).items()).hasSize(1);
        assertThat(page(null, "none", null, null).items()).isEmpty();
        assertThat(lab.search(ada, null, "requested")).hasSize(5);
        assertThat(lab.search(ada, null, "accepted")).isEmpty();
        assertThat(refused(() -> lab.search(ada, null, "declined"))).isInstanceOf(Refusal.Invalid.class);
    }

    private ContactPage page(String favourite, String tag, String limit, String cursor) {
        return lab.contacts(
                facade -> facade.list(ada.caller(), ContactQuery.of(null, null, favourite, tag, cursor, limit)));
    }

    @Test
    void tagsAreFewAndShort() {
        String contact = lab.ask(ada, grace);
        List<String> many = IntStream.rangeClosed(0, Limits.TAGS)
                .mapToObj(Integer::toString)
                .toList();
        for (List<String> tags :
                List.of(many, List.of("x".repeat(Limits.TAG_LENGTH + 1)), List.of(" "), List.of("a\u0000"))) {
            assertThat(refused(() -> lab.contacts(
                            facade -> facade.change(ada.caller(), contact, new ContactChange(null, tags, null)))))
                    .isInstanceOf(Refusal.Invalid.class);
        }
    }

    @Test
    void theListHasAnEnd() {
        MigratedDatabase.execute(
                "insert into public.contacts (contact_id, user_id, email, status, created_at)"
                        + " select gen_random_uuid(), ?, n || '@example.org', 'requested', now()"
                        + " from generate_series(1, " + Limits.CONTACTS + ") n",
                ada.id());
        assertThat(refused(() -> lab.ask(ada, grace))).isInstanceOf(Refusal.Unprocessable.class);
        lab.ask(grace, ada);
        assertThat(refused(() -> lab.requests(facade ->
                        facade.accept(ada.caller(), lab.onlyRequest(ada).requestId()))))
                .isInstanceOf(Refusal.Unprocessable.class);
    }

    @Test
    void aListIsItsOwnersAlone() {
        String contact = lab.ask(ada, grace);
        assertThat(refused(() -> lab.get(grace, contact))).isInstanceOf(Refusal.NotFound.class);
        assertThat(refused(() -> lab.remove(grace, contact))).isInstanceOf(Refusal.NotFound.class);
        assertThat(refused(() -> lab.block(grace, contact, true))).isInstanceOf(Refusal.NotFound.class);
        assertThat(refused(() -> lab.get(ada, "no id"))).isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void keysAndVisitorsHaveNoContacts() {
        Somebody visitor = ContactsLab.visitor();
        assertThat(refused(() -> lab.ask(visitor, grace))).isInstanceOf(Refusal.Forbidden.class);
        assertThat(refused(() -> lab.list(visitor))).isInstanceOf(Refusal.Forbidden.class);
        Caller key = new Caller(
                ada.caller().userId(),
                ada.caller().organizationId(),
                "{\"sub\":\"" + ada.id() + "\",\"role\":\"authenticated\",\"api_key\":\"" + UUID.randomUUID() + "\"}",
                true,
                "");
        assertThat(refused(() ->
                        lab.contacts(facade -> facade.list(key, ContactQuery.of(null, null, null, null, null, null)))))
                .isInstanceOf(Refusal.Forbidden.class);
    }

    @Test
    void whoeverEndsTheirAccountIsInNoList() {
        lab.acquaint(ada, grace);
        MigratedDatabase.execute("update public.users set deleted_at = now() where user_id = ?", grace.id());
        assertThat(lab.list(ada)).isEmpty();
        MigratedDatabase.execute("delete from public.users where user_id = ?", grace.id());
        assertThat(lab.all(ada)).isEmpty();
    }

    static Refusal refused(ThrowingCallable work) {
        return catchThrowableOfType(RefusedException.class, work).refusal();
    }
}
