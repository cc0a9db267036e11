package org.auralink.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.auralink.calls.boundary.NewCall;
import org.auralink.shared.Caller;
import org.junit.jupiter.api.Test;

/** What a media node tells takes effect whole and once. */
interface EventsInside extends Inside {

    @Test
    default void anEventReachesTheDatabaseAndARepetitionChangesNothing() throws SQLException {
        Caller ada = newMember();
        String call = calls().create(ada, new NewCall("x", null, null)).callId();
        NodeScript.joined(call, "PA_1");
        Waiting.until(
                "the call to be active", () -> calls().get(ada, call).status().equals("active"));
        String cursor = Sql.cursor();

        NodeScript.script("replay", "");
        NodeScript.joined(call, "PA_2");

        Waiting.until(
                "the second to be there",
                () -> calls().get(ada, call).participants().size() == 2);
        assertThat(Sql.one("select count(*) from public.call_participants where call_id = '" + call + "'"))
                .isEqualTo("2");
        assertThat(Long.parseLong(Sql.cursor())).isEqualTo(Long.parseLong(cursor) + 1);
    }

    @Test
    default void anEventThatCannotBeWrittenIsRolledBackWholeAndDeliveredUntilItIs() throws SQLException {
        Caller ada = newMember();
        String call = calls().create(ada, new NewCall("x", null, null)).callId();
        String before = Sql.cursor();
        String status = "select status from public.calls where call_id = '" + call + "'";
        Sql.run("revoke insert on public.call_participants from service_role");
        try {
            NodeScript.joined(call, "PA_first");
            NodeScript.joined(call, "PA_second");
            // Long enough for several attempts.
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            assertThat(Sql.cursor())
                    .as("position of the last event that took effect")
                    .isEqualTo(before);
            assertThat(Sql.one(status)).isEqualTo("waiting");
        } finally {
            Sql.run("grant insert on public.call_participants to service_role");
        }

        Waiting.until(
                "both to be there", () -> calls().get(ada, call).participants().size() == 2);
        assertThat(Sql.one(status)).isEqualTo("active");
        assertThat(Long.parseLong(Sql.cursor())).isEqualTo(Long.parseLong(before) + 2);
    }

    @Test
    default void whatMediaNodesTellIsWrittenWhileRequestsHaveEveryConnection() throws SQLException {
        Caller ada = newMember();
        String call = calls().create(ada, new NewCall("x", null, null)).callId();
        List<Connection> borrowed = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                borrowed.add(service().getConnection());
            }
            NodeScript.joined(call, "PA_1");
            Waiting.until(
                    "the call to be active",
                    () -> calls().get(ada, call).status().equals("active"));
        } finally {
            for (Connection connection : borrowed) {
                connection.close();
            }
        }
    }

    @Test
    default void aNodeOnWhichNothingHappensIsSeen() throws SQLException {
        String seen = "select max(last_seen_at) from public.media_event_cursors";
        String before = Sql.one(seen);
        Waiting.until("a sign of life to be written down", () -> !Sql.ask(seen).equals(before));
    }
}
