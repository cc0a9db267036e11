package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/**
 * What happened with accounts of all organizations, out of their audits, for administrators of accounts. Whether somebody is
 * one is asked before.
 */
@Stateless
public class AccountEvents {
    private static final Map<String, AccountEvent> BY_ACTION =
            Arrays.stream(AccountEvent.values()).collect(Collectors.toMap(AccountEvent::action, Function.identity()));

    /** The condition is that of the index. */
    private static final String OF_ACCOUNTS = " from public.audit_events where action like 'account.%'";

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    /**
     * @param page from 1; absent and empty mean the first
     * @param perPage absent and empty mean 50
     * @throws org.auralink.shared.RefusedException {@code validation_failed}
     */
    public AccountEventPage page(@Nullable String page, @Nullable String perPage) {
        PageNumber which = PageNumber.of(page, perPage);
        TenancyContext.enterAsService(entityManager);
        long total = ((Number) entityManager
                        .createNativeQuery("select count(*)" + OF_ACCOUNTS)
                        .getSingleResult())
                .longValue();
        List<?> rows = entityManager
                .createNativeQuery(
                        "select event_id, happened_at, actor_kind, actor_id, action, target, detail::text as detail, network"
                                + OF_ACCOUNTS + " order by happened_at desc, event_id desc",
                        Tuple.class)
                .setFirstResult((which.page() - 1) * which.size())
                .setMaxResults(which.size())
                .getResultList();
        return new AccountEventPage(
                rows.stream().map(row -> view((Tuple) row)).toList(), total, which.page(), which.size());
    }

    private static AccountEventView view(Tuple row) {
        Map<String, Object> traits = new LinkedHashMap<>(Audit.detail(row.get("detail", String.class)));
        String action = row.get("action", String.class);
        traits.put("event", action);
        traits.put("user_id", row.get("target", String.class).replaceFirst("^user:", ""));
        Map<String, Object> payload = new LinkedHashMap<>();
        // One that a newer release wrote is told in its own word.
        AccountEvent event = BY_ACTION.get(action);
        payload.put("action", event == null ? action : event.supabaseAction());
        payload.put("log_type", event == null ? "account" : event.supabaseType());
        UUID actor = row.get("actor_id", UUID.class);
        payload.put("actor_id", actor == null ? "00000000-0000-0000-0000-000000000000" : actor.toString());
        payload.put("traits", traits);
        return new AccountEventView(
                String.valueOf(row.get("event_id", UUID.class)),
                payload,
                row.get("happened_at", Instant.class),
                row.get("network", String.class));
    }
}
