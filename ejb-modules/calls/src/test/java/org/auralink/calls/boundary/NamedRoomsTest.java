package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.auralink.shared.Caller;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** Calls by the names that the back end of an organization gives their rooms. */
class NamedRoomsTest {
    private final CallLab lab = new CallLab("off");

    private static NamedRoom make(Caller caller, String name) {
        return CallsDatabase.byRoomName(rooms -> rooms.make(caller, name, null));
    }

    private static Optional<NamedRoom> find(Caller caller, String name) {
        return CallsDatabase.byRoomName(rooms -> rooms.find(caller, name));
    }

    private static List<String> open(Caller caller, String... names) {
        return CallsDatabase.byRoomName(rooms -> rooms.open(caller, List.of(names))).stream()
                .map(NamedRoom::name)
                .toList();
    }

    private void end(NamedRoom room) {
        lab.node.finished(room.callId(), 90);
    }

    @Test
    void aRoomIsFoundByItsNameAndByTheIdOfItsCall() {
        NamedRoom made = make(lab.host, "daily");
        assertThat(find(lab.host, "daily")).contains(made);
        assertThat(find(lab.host, made.callId())).contains(made);
        assertThat(made.request().name().value()).isEqualTo(made.callId());
        assertThat(find(lab.host, "weekly")).isEmpty();
    }

    @Test
    void aCallWithoutANameIsKnownByItsId() {
        assertThat(find(lab.host, lab.call))
                .hasValueSatisfying(room -> assertThat(room.name()).isEqualTo(lab.call));
    }

    @Test
    void thereIsOneOpenRoomOfAName() {
        make(lab.host, "daily");
        CallLab.refused("conflict", () -> make(lab.host, "daily"));
    }

    @Test
    void anOrganizationNeitherSeesNorTakesTheNamesOfAnother() {
        NamedRoom ours = make(lab.host, "daily");
        NamedRoom theirs = make(lab.stranger, "daily");
        assertThat(theirs.callId()).isNotEqualTo(ours.callId());
        assertThat(find(lab.stranger, "daily")).contains(theirs);
        assertThat(find(lab.stranger, ours.callId())).isEmpty();
        CallLab.refused("validation_failed", () -> make(lab.stranger, ours.callId()));
    }

    @Test
    void aCallThatIsOverGivesItsNameFree() {
        NamedRoom first = make(lab.host, "daily");
        lab.node.joined(first.callId(), "PA_1", "ada", 1);
        end(first);
        assertThat(find(lab.host, "daily")).isEmpty();
        assertThat(make(lab.host, "daily").callId()).isNotEqualTo(first.callId());
    }

    @Test
    void openCallsAreListedThoseWithPeopleInsideFirst() {
        NamedRoom first = make(lab.host, "first");
        make(lab.host, "second");
        NamedRoom over = make(lab.host, "over");
        lab.node.joined(first.callId(), "PA_1", "ada", 1);
        lab.node.joined(over.callId(), "PA_2", "ben", 2);
        end(over);
        assertThat(open(lab.host))
                .startsWith("first")
                .contains("second", lab.call)
                .doesNotContain("over");
        assertThat(open(lab.host, "second", "over")).containsExactly("second");
        assertThat(open(lab.host, first.callId())).containsExactly("first");
        assertThat(open(lab.stranger)).isEmpty();
    }

    @Test
    void whoMayNotModerateFindsNoRoomAndWhoMayNotStartCallsMakesNone() {
        make(lab.host, "daily");
        CallLab.refused("forbidden", () -> find(lab.member, "daily"));
        MigratedDatabase.execute(
                "update public.memberships set role = 'agent' where user_id = ?",
                lab.member.userId().value());
        CallLab.refused("forbidden", () -> make(lab.member, "other"));
    }

    @Test
    void aNameIsALineWithSomethingToSee() {
        for (String name : List.of("", "  ", "a\nb", "\u202Edaily", "x".repeat(256))) {
            CallLab.refused("validation_failed", () -> make(lab.host, name));
        }
    }
}
