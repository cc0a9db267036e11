package org.auralink.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Future;
import org.auralink.calls.boundary.CallView;
import org.auralink.calls.boundary.NewCall;
import org.auralink.shared.Caller;
import org.auralink.shared.web.Failure;
import org.auralink.shared.web.Failures;
import org.junit.jupiter.api.Test;

/** A database that fails for now is told as that, to those whom it concerns. */
interface DatabaseFaultsInside extends Inside {

    @Test
    default void aConnectionThatBreaksInATransactionIsAwayAndNobodyElsesBreaksWithIt() throws Exception {
        Caller ada = newMember();
        String waiting =
                "select %s from pg_stat_activity where application_name = 'auralink' and wait_event_type = 'Lock'";
        try (Connection superuser = DriverManager.getConnection(Sql.superuser());
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("lock table public.calls in access exclusive mode");
            Future<CallView> first = threads().submit(() -> calls().create(ada, new NewCall("one", null, null)));
            Future<CallView> second = threads().submit(() -> calls().create(ada, new NewCall("other", null, null)));
            Waiting.until(
                    "both to wait", () -> Sql.ask(waiting.formatted("count(*)")).equals("2"));

            Sql.one(waiting.formatted("pg_terminate_backend(min(pid))"));
            Waiting.until("one to be gone", () -> first.isDone() || second.isDone());
            superuser.rollback();

            Future<CallView> broken = first.isDone() ? first : second;
            Future<CallView> other = broken == first ? second : first;
            assertThatThrownBy(broken::get)
                    .satisfies(thrown ->
                            assertThat(Failures.of(thrown.getCause()).status()).isEqualTo(503));
            assertThat(other.get().status()).isEqualTo("waiting");
        }
    }

    @Test
    default void aDatabaseThatIsReadOnlyForNowIsToldAsThatAndUsedAgainAfterwards() throws SQLException {
        Caller ada = newMember();
        Sql.run("alter system set default_transaction_read_only = on");
        Sql.run("select pg_reload_conf()");
        try {
            Waiting.until("a call to be refused for now", () -> refusedForNow(ada));
        } finally {
            Sql.run("alter system reset default_transaction_read_only");
            Sql.run("select pg_reload_conf()");
        }
        Waiting.until("calls to be made again", () -> calls().create(ada, new NewCall("x", null, null)) != null);
    }

    private boolean refusedForNow(Caller caller) {
        try {
            calls().create(caller, new NewCall("x", null, null));
            return false;
        } catch (RuntimeException e) {
            Failure failure = Failures.of(e);
            assertThat(failure.status()).isEqualTo(503);
            return failure.retryAfter() != null;
        }
    }
}
