package org.auralink.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.auralink.calls.boundary.NewCall;
import org.auralink.identity.boundary.SignUp;
import org.auralink.shared.Caller;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

/** Who is asking holds for one transaction, on connections that all share. */
interface TenancyInside extends Inside {

    @Test
    default void neitherPoolReadsAnythingWithoutAContext() {
        for (DataSource pool : List.of(people(), service())) {
            for (String table :
                    List.of("users", "organizations", "calls", "call_participants", "media_event_cursors")) {
                assertThatThrownBy(() -> Sql.one(pool, "select count(*) from public." + table))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    default void nothingOfACallersContextStaysOnAPooledConnection() throws SQLException {
        for (int i = 0; i < 10; i++) {
            Caller caller = newMember();
            calls().create(caller, new NewCall("x", null, null));
        }
        // All connections of the pool at once, so that none is left out.
        List<Connection> borrowed = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                Connection connection = people().getConnection();
                borrowed.add(connection);
                assertThat(Sql.one(connection, "select coalesce(current_setting('request.jwt.claims', true), '')"))
                        .isEmpty();
                assertThat(Sql.one(connection, "select current_user::text")).isEqualTo("auralink_authenticator");
            }
        } finally {
            for (Connection connection : borrowed) {
                connection.close();
            }
        }
    }

    @Test
    default void aPersonsLoginCannotBecomeTheService() {
        assertThatThrownBy(() -> Sql.one(people(), "select set_config('role', 'service_role', false)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    default void strangersDoNotSeeACallThroughTheFacade() {
        Caller ada = newMember();
        Caller stranger = newMember();
        String id = calls().create(ada, new NewCall("private", null, null)).callId();

        assertThat(calls().get(ada, id).name()).isEqualTo("private");
        assertThatThrownBy(() -> calls().get(stranger, id))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("not_found"));
    }

    @Test
    default void aRefusedRequestLeavesNothingBehind() throws SQLException {
        int before = Integer.parseInt(Sql.one("select count(*) from public.users"));
        assertThatThrownBy(() -> signUps()
                        .signUp(new SignUp("no address", null, "correct horse 7", Map.of()), null, ClientAddress.NONE))
                .isInstanceOf(RefusedException.class);
        assertThat(Integer.parseInt(Sql.one("select count(*) from public.users")))
                .isEqualTo(before);
    }
}
