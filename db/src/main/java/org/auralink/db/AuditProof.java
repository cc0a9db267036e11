package org.auralink.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Looks whether the audit stands as it was written: every row has the hash of what it says and of the row before it, and
 * none is missing between. The formula stands here once more, so that whoever changed the database's cannot hide by it.
 * Who cuts off the newest rows is found by the sum alone, which is to be kept elsewhere.
 */
final class AuditProof {
    private static final String BROKEN = """
            select organization_id || ' at ' || sequence || ' ' || reason from (
              select e.organization_id, e.sequence, case
                  when e.hash <> sha256(convert_to(jsonb_build_array(e.organization_id, e.sequence, e.event_id,
                      (extract(epoch from e.happened_at) * 1000000)::bigint, e.actor_kind, e.actor_id, e.key_id, e.action,
                      e.target, e.detail, e.network, e.outcome, encode(e.previous_hash, 'hex'))::text, 'UTF8'))
                    then 'was changed'
                  when e.sequence <> coalesce(lag(e.sequence) over chain, b.sequence, 0) + 1
                    then 'does not follow the one before it: something is missing'
                  when e.previous_hash <> coalesce(lag(e.hash) over chain, b.hash, decode(repeat('00', 32), 'hex'))
                    then 'does not belong to the one before it'
                end as reason
              from public.audit_events e left join public.audit_beginnings b using (organization_id)
              window chain as (partition by e.organization_id order by e.sequence)
            ) as looked where reason is not null order by 1 limit 20
            """;

    private static final String SUM = """
            select count(*) || ' events hold. The sum of all chains is ' || encode(sha256(convert_to(coalesce(string_agg(
              organization_id || ':' || sequence || ':' || encode(hash, 'hex'), ',' order by organization_id, sequence), ''),
              'UTF8')), 'hex') || '.' from public.audit_events
            """;

    private final MigratorSettings settings;

    AuditProof(MigratorSettings settings) {
        this.settings = settings;
    }

    /**
     * @return a sentence with the sum
     * @throws MigratorSettings.InvalidSettingException naming up to twenty rows that do not hold
     */
    String verify() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        settings.databaseUrl(), settings.adminUser(), settings.adminPassword());
                Statement statement = connection.createStatement()) {
            // Both questions about one moment.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var broken = new StringBuilder();
            try (ResultSet found = statement.executeQuery(BROKEN)) {
                while (found.next()) {
                    broken.append("\n  ").append(found.getString(1));
                }
            }
            if (broken.length() > 0) {
                throw new MigratorSettings.InvalidSettingException("The audit does not hold. Of organization" + broken);
            }
            try (ResultSet sum = statement.executeQuery(SUM)) {
                sum.next();
                return sum.getString(1);
            }
        }
    }
}
