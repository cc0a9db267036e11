package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.Callable;
import org.auralink.shared.Caller;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MigratedDatabase;

/** One organization with a call and its people, and a node that reports. */
final class CallLab {
    final Caller host = CallsDatabase.person("ann");
    final Caller member = CallsDatabase.colleagueOf(host, "ben");
    final Caller stranger = CallsDatabase.person("eve");
    final FakeStream node = new FakeStream();
    final String call;
    final String code;

    CallLab(String lobby) {
        CallsDatabase.CLOCK.moveTo(FakeStream.START);
        CallView made = CallsDatabase.asPerson(calls -> calls.create(host, new NewCall("Standup", null, null, lobby)));
        call = made.callId();
        code = made.joinUrl().substring(made.joinUrl().lastIndexOf('/') + 1);
        node.connect();
    }

    static String idOf(Caller caller) {
        return caller.userId().value().toString();
    }

    /** A fellow member who moderates all calls of the organization. */
    Caller moderatorOfTheOrganization(String name) {
        Caller moderator = CallsDatabase.colleagueOf(host, name);
        MigratedDatabase.execute(
                "update public.memberships set role = 'moderator' where user_id = ?",
                moderator.userId().value());
        return moderator;
    }

    /** They are inside from that second on. */
    void enters(String identity, int second) {
        node.joined(call, "PA_" + identity, identity, second);
    }

    void leaves(String identity, int second) {
        node.left(call, "PA_" + identity, second);
    }

    CallView view() {
        return CallsDatabase.asPerson(calls -> calls.get(host, call));
    }

    Admission admit(Caller caller) {
        return CallsDatabase.atTheDoor(door -> door.admit(caller, call, null));
    }

    Admission admitGuest(String identity) {
        return CallsDatabase.atTheDoor(door -> door.admitGuest(code, identity, "Grace"));
    }

    void decides(Caller caller, String identity, String role) {
        CallsDatabase.asModerator(
                moderation -> moderation.changeRole(caller, call, identity, new CallRoleChange(role)));
    }

    void removes(Caller caller, String identity) {
        CallsDatabase.asModerator(moderation -> moderation.remove(caller, call, identity));
    }

    List<LobbyEntryView> waiting() {
        return CallsDatabase.asModerator(moderation -> moderation.waiting(host, call))
                .items();
    }

    /** What was written into the audit of the organization, oldest first. */
    List<String> audit() {
        return CallsDatabase.inService(entityManager -> entityManager
                .createNativeQuery(
                        "select action || ' ' || coalesce(detail ->> 'to', '') from public.audit_events"
                                + " where organization_id = ?1 order by sequence",
                        String.class)
                .setParameter(1, host.organizationId().value())
                .getResultList()
                .stream()
                .map(text -> text.toString().strip())
                .toList());
    }

    static void refused(String code, Callable<?> work) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, work::call);
        assertThat(refused).as("is refused").isNotNull();
        assertThat(refused.refusal().code()).isEqualTo(code);
    }

    static void refused(String code, Runnable work) {
        refused(code, () -> {
            work.run();
            return true;
        });
    }
}
