package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.auralink.calls.entity.Limits;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.web.PageCursor;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

class CallsTest {

    private final Caller ann = CallsDatabase.person("ann");
    private final Caller stranger = CallsDatabase.person("eve");

    private CallView create(Caller caller, String name) {
        return CallsDatabase.asPerson(calls -> calls.create(caller, new NewCall(name, null, null)));
    }

    private static String code(CallView call) {
        return call.joinUrl().substring(call.joinUrl().lastIndexOf('/') + 1);
    }

    private static void assertRefused(Class<? extends Refusal> kind, Function<Calls, ?> work) {
        assertThatThrownBy(() -> CallsDatabase.asPerson(work))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(kind));
    }

    private static void assertRefusedAtTheDoor(Class<? extends Refusal> kind, Function<Admissions, ?> work) {
        assertThatThrownBy(() -> CallsDatabase.atTheDoor(work))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(kind));
    }

    @Test
    void aNewCallWaitsAndHasALinkForGuests() {
        CallView call = create(ann, " Standup ");
        assertThat(call.status()).isEqualTo("waiting");
        assertThat(call.name()).isEqualTo("Standup");
        assertThat(call.joinUrl()).matches("http://localhost:8080/join/[0-9A-Za-z]{22}");
        CallView read = CallsDatabase.asPerson(calls -> calls.get(ann, call.callId()));
        assertThat(read).usingRecursiveComparison().isEqualTo(call);
    }

    @Test
    void asManyCallsAreMadeInAMonthAsThePlanAllows() {
        MigratedDatabase.execute(
                "update public.organizations set max_calls_per_month = 2 where organization_id = ?",
                ann.organizationId().value());
        create(ann, "One");
        create(ann, "Two");
        assertThatThrownBy(() -> create(ann, "Three")).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.refusal()).isInstanceOf(Refusal.Unprocessable.class);
            assertThat(refused.refusal().detail()).startsWith("The plan allows 2 calls a month");
        });
        MigratedDatabase.execute(
                "update public.calls set created_at = created_at - interval '32 days' where organization_id = ?",
                ann.organizationId().value());
        assertThat(create(ann, "Three").status()).isEqualTo("waiting");
        create(stranger, "One of others");
    }

    @Test
    void fellowMembersSeeWhoIsInWhichCallAndStrangersDoNot() {
        FakeStream node = new FakeStream();
        String call = create(ann, "Standup").callId();
        String id = ann.userId().value().toString();
        node.connect();
        node.joined(call, "PA_1", id, 0);
        node.joined(call, "PA_2", "guest_2", 1);
        Caller bob = CallsDatabase.colleagueOf(ann, "bob");
        assertThat(CallsDatabase.<Map<UserId, String>>asPerson(calls -> calls.inside(bob)))
                .isEqualTo(Map.of(ann.userId(), call));
        assertThat(CallsDatabase.<Map<UserId, String>>asPerson(calls -> calls.inside(stranger)))
                .isEmpty();
        node.left(call, "PA_1", 9);
        assertThat(CallsDatabase.<Map<UserId, String>>asPerson(calls -> calls.inside(bob)))
                .isEmpty();
    }

    @Test
    void strangerCannotSeeACall() {
        CallView call = create(ann, "Secret");
        assertRefused(Refusal.NotFound.class, calls -> calls.get(stranger, call.callId()));
        assertRefusedAtTheDoor(Refusal.NotFound.class, door -> door.admit(stranger, call.callId(), "Eve"));
        assertThat(CallsDatabase.asPerson(calls -> calls.list(stranger, CallQuery.of(null, null, null)))
                        .items())
                .isEmpty();
    }

    @Test
    void strangerCannotSeeACallEvenWithAForgedActiveOrganization() {
        CallView call = create(ann, "Secret");
        Caller forged = new Caller(stranger.userId(), ann.organizationId(), stranger.claims());
        assertRefused(Refusal.NotFound.class, calls -> calls.get(forged, call.callId()));
        assertThat(CallsDatabase.asPerson(calls -> calls.list(forged, CallQuery.of(null, null, null)))
                        .items())
                .isEmpty();
        assertRefused(Refusal.Forbidden.class, calls -> calls.create(forged, new NewCall("Planted", null, null)));
    }

    @Test
    void pagesMeetEveryCallOnceNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(0, create(ann, "Call " + i).callId());
            CallsDatabase.CLOCK.pass(Duration.ofMillis(1));
        }
        List<String> met = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            CallPage page = CallsDatabase.asPerson(calls -> calls.list(ann, CallQuery.of(null, from, "3")));
            page.items().forEach(call -> met.add(call.callId()));
            assertThat(page.items())
                    .allSatisfy(call -> assertThat(call.participants()).isNull());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(met).isEqualTo(made);
    }

    @Test
    void listsCanBeNarrowedToAStatus() {
        CallView ended = create(ann, "Over");
        create(ann, "Open");
        CallsDatabase.decide(moderation -> moderation.endUnjoined(ann, ended.callId()));
        assertThat(CallsDatabase.asPerson(calls -> calls.list(ann, CallQuery.of("ended", null, null)))
                        .items())
                .extracting(CallView::callId)
                .containsExactly(ended.callId());
    }

    @Test
    void aGuestSeesNameAndStatusOfTheCallOfTheLinkAndNothingOfAnother() {
        CallView call = create(ann, "Standup");
        GuestView seen = CallsDatabase.atTheDoor(door -> door.guestView(code(call)));
        assertThat(seen).isEqualTo(new GuestView("Standup", "waiting"));
        assertRefusedAtTheDoor(Refusal.NotFound.class, door -> door.guestView("A".repeat(22)));
        assertRefusedAtTheDoor(Refusal.NotFound.class, door -> door.guestView("'; drop table calls"));
    }

    @Test
    void aCallThatIsOverCannotBeEntered() {
        CallView call = create(ann, "Standup");
        CallsDatabase.decide(moderation -> moderation.endUnjoined(ann, call.callId()));
        assertRefusedAtTheDoor(Refusal.Gone.class, door -> door.admit(ann, call.callId(), null));
        assertRefusedAtTheDoor(Refusal.Gone.class, door -> door.guestView(code(call)));
        assertRefusedAtTheDoor(Refusal.Gone.class, door -> door.admitGuest(code(call), "guest_1", "Bob"));
    }

    @Test
    void aFullCallTakesNobodyElseAndWhoIsInsideMayComeAgain() {
        Caller ben = CallsDatabase.colleagueOf(ann, "ben");
        CallView call = CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Two", "one_to_one", null)));
        FakeStream node = new FakeStream();
        node.connect();
        node.joined(call.callId(), "PA_1", ann.userId().value().toString(), 0);
        // A second window is not a second person.
        node.joined(call.callId(), "PA_2", ann.userId().value().toString(), 1);
        CallsDatabase.atTheDoor(door -> door.admit(ben, call.callId(), "Ben"));
        CallsDatabase.atTheDoor(door -> door.admitGuest(code(call), "guest_1", "Gil"));

        node.joined(call.callId(), "PA_3", "guest_1", 2);

        assertThat(CallsDatabase.atTheDoor(door -> door.admit(ann, call.callId(), "Ann"))
                        .nodeId())
                .isEqualTo(node.nodeId);
        assertFull(door -> door.admit(ben, call.callId(), "Ben"));
        assertFull(door -> door.admitGuest(code(call), "guest_2", "Gus"));

        node.left(call.callId(), "PA_3", 3);

        CallsDatabase.atTheDoor(door -> door.admit(ben, call.callId(), "Ben"));
        assertThat(CallsDatabase.atTheDoor(door -> door.admitGuest(code(call), "guest_2", "Gus"))
                        .nodeId())
                .isEqualTo(node.nodeId);
    }

    private static void assertFull(Function<Admissions, ?> work) {
        assertThatThrownBy(() -> CallsDatabase.atTheDoor(work))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo("limit_exceeded");
                    assertThat(refused.refusal().detail()).contains("at most 2 people");
                });
    }

    @Test
    void aCallThatNobodyJoinsEndsAfterAMonthAndItsLinkWithIt() {
        CallView forgotten = create(ann, "Forgotten");
        CallsDatabase.CLOCK.pass(Limits.WAITING);
        CallView young = create(ann, "Young");
        CallsDatabase.expire();
        assertThat(status(forgotten)).isEqualTo("waiting");
        CallsDatabase.CLOCK.pass(Duration.ofSeconds(1));
        CallsDatabase.expire();
        assertThat(status(forgotten)).isEqualTo("ended");
        assertThat(status(young)).isEqualTo("waiting");
        assertRefusedAtTheDoor(Refusal.Gone.class, door -> door.guestView(code(forgotten)));
    }

    private String status(CallView call) {
        return CallsDatabase.asPerson(calls -> calls.get(ann, call.callId())).status();
    }

    @Test
    void endingACallWhileSomebodyJoinsIsNoFault() {
        List<String> outcomes = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            CallView call = create(ann, "Race");
            FakeStream node = new FakeStream();
            node.connect();
            Stream.<Runnable>of(
                            () -> CallsDatabase.decide(moderation -> moderation.endUnjoined(ann, call.callId())),
                            () -> node.joined(call.callId(), "PA_1", "guest_1", 1))
                    .parallel()
                    .forEach(Runnable::run);
            outcomes.add(status(call));
        }
        assertThat(outcomes).isSubsetOf("active", "ended");
    }

    @Test
    void aNameInAnAccountLosesItsControlCharactersOnTheWayIntoACall() {
        MigratedDatabase.execute(
                "update public.users set display_name = ? where user_id = ?",
                "An\u0007n\n",
                ann.userId().value());
        CallView call = create(ann, "Standup");
        assertThat(CallsDatabase.atTheDoor(door -> door.admit(ann, call.callId(), null))
                        .displayName())
                .isEqualTo("Ann");
    }

    @Test
    void aMemberEntersUnderTheNameOfTheAccountUnlessAnotherIsGiven() {
        CallView call = create(ann, "Standup");
        assertThat(CallsDatabase.atTheDoor(door -> door.admit(ann, call.callId(), null))
                        .displayName())
                .isEqualTo("ann");
        assertThat(CallsDatabase.atTheDoor(door -> door.admit(ann, call.callId(), "Dr. Ann"))
                        .displayName())
                .isEqualTo("Dr. Ann");
    }

    @Test
    void whatIsNoCursorIsRefusedByName() {
        Random random = new Random(3);
        String valid = new PageCursor(FakeStream.START, UUID.randomUUID()).text();
        assertThat(PageCursor.parse(valid).text()).isEqualTo(valid);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder changed = new StringBuilder(valid);
            for (int j = 0; j <= random.nextInt(3); j++) {
                changed.setCharAt(random.nextInt(changed.length()), (char) (32 + random.nextInt(100)));
            }
            try {
                PageCursor cursor = PageCursor.parse(changed.toString());
                PageCursor again = PageCursor.parse(cursor.text());
                assertThat(again).isEqualTo(cursor);
            } catch (RefusedException e) {
                assertThat(e.refusal().detail()).contains("cursor");
            }
        }
    }

    @Test
    void whoModeratesLetsOthersInUnderNamesThatAreNobodysAccount() {
        CallView call = create(ann, "Support");
        Admission admission =
                CallsDatabase.atTheDoor(door -> door.admitKnown(ann, call.callId(), "customer-7", "A customer"));
        assertThat(admission.identity()).isEqualTo("customer-7");
        assertRefusedAtTheDoor(Refusal.NotFound.class, door -> door.admitKnown(stranger, call.callId(), "x", "x"));
        Caller member = CallsDatabase.colleagueOf(ann, "member");
        assertRefusedAtTheDoor(Refusal.Forbidden.class, door -> door.admitKnown(member, call.callId(), "x", "x"));
        for (String identity :
                new String[] {"", ann.userId().value().toString(), "guest_1", "a\u0000b", "x".repeat(101)}) {
            assertThatThrownBy(() -> new NewTicket(identity, "x", null, null, null, null, null).checkedIdentity())
                    .isInstanceOf(RefusedException.class);
        }
    }
}
