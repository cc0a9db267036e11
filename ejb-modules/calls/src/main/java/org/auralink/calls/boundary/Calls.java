package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.auralink.calls.control.CallAllowance;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallDraft;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallParticipant;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.GuestCode;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.traces.FacadeSpans;
import org.auralink.shared.web.PageCursor;
import org.auralink.tenancy.boundary.Plans;
import org.jspecify.annotations.Nullable;

/**
 * Calls as people see and make them, under the policies of the database: what another organization has does not exist
 * here. Who gets in is decided by {@link Admissions}, and what happens inside by {@link Moderation}.
 */
@Stateless
@Interceptors(FacadeSpans.class)
public class Calls {

    private final SecureRandom random = new SecureRandom();

    @PersistenceContext(unitName = "calls")
    EntityManager entityManager;

    @Inject
    GuestLinks links;

    @Inject
    Plans plans;

    @Inject
    Clock clock;

    /**
     * Makes a call in the caller's active organization, once for all requests with the same key.
     *
     * @param key null when the client sent none
     * @throws org.auralink.shared.RefusedException invalid, naming the field; conflict, when the key came with another
     *     request before
     */
    @RequiresPermission(Permission.CALLS_CREATE)
    public Made create(Caller caller, NewCall wanted, @Nullable IdempotencyKey key) {
        CallDraft draft = wanted.checked();
        TenancyContext.enter(entityManager, caller, Permission.CALLS_CREATE);
        return OneEffect.of(entityManager, caller, key, clock.instant(), () -> {
            CallView call = make(caller, draft);
            return Made.of(call.callId(), call);
        });
    }

    /**
     * The call that an earlier request with this key made.
     *
     * @throws org.auralink.shared.RefusedException conflict, when the key came with another request before
     */
    public Optional<Made> madeBefore(Caller caller, IdempotencyKey key) {
        TenancyContext.enter(entityManager, caller);
        return OneEffect.earlier(entityManager, caller, key, clock.instant());
    }

    /** A call that is made each time, for callers that are no clients. */
    @RequiresPermission(Permission.CALLS_CREATE)
    public CallView create(Caller caller, NewCall wanted) {
        CallDraft draft = wanted.checked();
        TenancyContext.enter(entityManager, caller, Permission.CALLS_CREATE);
        return make(caller, draft);
    }

    private CallView make(Caller caller, CallDraft draft) {
        CallAllowance.requireOne(entityManager, caller.organizationId(), plans.callsPerMonth(caller), clock.instant());
        Call call = new Call(caller.organizationId(), caller.userId(), draft, GuestCode.fresh(random), clock.instant());
        entityManager.persist(call);
        entityManager.flush();
        return CallView.of(call, List.of(), links);
    }

    /** The calls of the caller's active organization, newest first. */
    public CallPage list(Caller caller, CallQuery query) {
        TenancyContext.enter(entityManager, caller);
        List<Call> found = select(caller, query);
        List<Call> page = found.subList(0, Math.min(query.limit(), found.size()));
        Map<UUID, Integer> counts = participantCounts(page);
        return new CallPage(
                page.stream()
                        .map(call ->
                                CallView.of(call, counts.getOrDefault(call.id().value(), 0), links))
                        .toList(),
                found.size() > query.limit()
                        ? cursorOf(page.get(page.size() - 1)).text()
                        : null);
    }

    /** @throws org.auralink.shared.RefusedException not found, also when it is another organization's */
    public CallView get(Caller caller, String callId) {
        TenancyContext.enter(entityManager, caller);
        return view(find(callId));
    }

    /** As {@link #get}, of the caller's active organization only. */
    public CallView getOwn(Caller caller, String callId) {
        TenancyContext.enter(entityManager, caller);
        Call call = find(callId);
        if (!call.organization().equals(caller.organizationId())) {
            throw Refusal.notFound("There is no such call.").asException();
        }
        return view(call);
    }

    /** The id of the running call of the caller's active organization in which each account is now, as the events tell. */
    public Map<UserId, String> inside(Caller caller) {
        TenancyContext.enter(entityManager, caller);
        return entityManager
                .createQuery(
                        "select p.userId as person, c.callId as call from CallParticipant p, Call c"
                                + " where c.callId = p.callId and c.organizationId = :organization"
                                + " and c.status = :active and p.leftAt is null and p.userId is not null"
                                + " order by p.joinedAt",
                        Tuple.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("active", CallStatus.ACTIVE.wireName())
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> new UserId(row.get("person", UUID.class)),
                        row -> row.get("call", UUID.class).toString(),
                        (first, later) -> later));
    }

    private CallView view(Call call) {
        List<CallParticipant> participants = entityManager
                .createQuery(
                        "select p from CallParticipant p where p.callId = :call order by p.joinedAt, p.participantId",
                        CallParticipant.class)
                .setParameter("call", call.id().value())
                .getResultList();
        return CallView.of(call, participants, links);
    }

    private List<Call> select(Caller caller, CallQuery wanted) {
        CallStatus status = wanted.status();
        PageCursor after = wanted.after();
        TypedQuery<Call> query = entityManager
                .createQuery(
                        "select c from Call c where c.organizationId = :organization"
                                + (status == null ? "" : " and c.status = :status")
                                + " and (c.createdAt < :at or (c.createdAt = :at and c.callId < :id))"
                                + " order by c.createdAt desc, c.callId desc",
                        Call.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                // One more than asked for tells whether there is a next page.
                .setMaxResults(wanted.limit() + 1);
        if (status != null) {
            query.setParameter("status", status.wireName());
        }
        return query.getResultList();
    }

    private Call find(String callId) {
        return CallId.parse(callId)
                .map(id -> entityManager.find(Call.class, id.value()))
                .orElseThrow(() -> Refusal.notFound("There is no such call.").asException());
    }

    private Map<UUID, Integer> participantCounts(List<Call> calls) {
        if (calls.isEmpty()) {
            return Map.of();
        }
        return entityManager
                .createQuery(
                        "select p.callId as call, count(distinct p.identity) as people from CallParticipant p"
                                + " where p.callId in :calls group by p.callId",
                        Tuple.class)
                .setParameter(
                        "calls", calls.stream().map(call -> call.id().value()).toList())
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> row.get("call", UUID.class), row -> Math.toIntExact(row.get("people", Long.class))));
    }

    private static PageCursor cursorOf(Call call) {
        return new PageCursor(call.createdAt(), call.id().value());
    }
}
