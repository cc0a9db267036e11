package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.auralink.calls.control.CallAllowance;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallDraft;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.GuestCode;
import org.auralink.calls.entity.Limits;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomRequest;
import org.auralink.shared.Caller;
import org.auralink.shared.Permission;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.traces.FacadeSpans;
import org.auralink.tenancy.boundary.Plans;
import org.jspecify.annotations.Nullable;

/**
 * Open calls by the names that an organization's back end gives their rooms, under the policies of the database. LiveKit's
 * rooms come to be when somebody names them and are gone when they are empty; a call that is over gives its name free.
 */
@Stateless
@Interceptors(FacadeSpans.class)
public class NamedRooms {

    private final SecureRandom random = new SecureRandom();

    @PersistenceContext(unitName = "calls")
    EntityManager entityManager;

    @Inject
    Plans plans;

    @Inject
    Clock clock;

    /**
     * The open call of the caller's organization whose room is called so, or whose id that is.
     *
     * @throws org.auralink.shared.RefusedException forbidden to who may not moderate the organization's calls
     */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public Optional<NamedRoom> find(Caller caller, String name) {
        TenancyContext.enter(entityManager, caller, Permission.CALLS_MODERATE);
        return named(caller, name).map(NamedRooms::of);
    }

    /**
     * Makes a call whose room is called so.
     *
     * @param maxParticipants how many may be in it at once; null for as many as usual
     * @throws org.auralink.shared.RefusedException invalid; forbidden; limit exceeded; conflict when there is one by now
     */
    @RequiresPermission(Permission.CALLS_CREATE)
    public NamedRoom make(Caller caller, String name, @Nullable Integer maxParticipants) {
        CallDraft draft = CallDraft.of(checked(name), null, maxParticipants, null);
        TenancyContext.enter(entityManager, caller, Permission.CALLS_CREATE);
        if (named(caller, name).isPresent()) {
            throw taken();
        }
        CallAllowance.requireOne(entityManager, caller.organizationId(), plans.callsPerMonth(caller), clock.instant());
        Call call = new Call(caller.organizationId(), caller.userId(), draft, GuestCode.fresh(random), clock.instant())
                .knownAs(name);
        entityManager.persist(call);
        entityManager.flush();
        return of(call);
    }

    /**
     * The open calls of the caller's organization, those with people inside first, then the newest.
     *
     * @param names of rooms, or ids; none for all
     */
    public List<NamedRoom> open(Caller caller, Collection<String> names) {
        TenancyContext.enter(entityManager, caller);
        return entityManager
                .createQuery(
                        "select c from Call c where c.organizationId = :organization and c.status in (:open)"
                                + " order by c.status, c.createdAt desc, c.callId",
                        Call.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("open", List.of(CallStatus.WAITING.wireName(), CallStatus.ACTIVE.wireName()))
                .setMaxResults(Limits.ROOMS_LISTED)
                .getResultStream()
                .map(NamedRooms::of)
                .filter(room -> names.isEmpty() || names.contains(room.name()) || names.contains(room.callId()))
                .toList();
    }

    private Optional<Call> named(Caller caller, String name) {
        Optional<CallId> id = CallId.parse(name);
        if (id.isPresent()) {
            return Optional.ofNullable(entityManager.find(Call.class, id.get().value(), LockModeType.NONE))
                    .filter(call -> call.organization().equals(caller.organizationId()))
                    .filter(call -> !call.status().isOver());
        }
        return entityManager
                .createQuery(
                        "select c from Call c where c.organizationId = :organization and c.roomName = :name"
                                + " and c.status in (:open)",
                        Call.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("name", name)
                .setParameter("open", List.of(CallStatus.WAITING.wireName(), CallStatus.ACTIVE.wireName()))
                .getResultStream()
                .findFirst();
    }

    /** An id would be taken for a call's own from then on. */
    private static String checked(String name) {
        String objection = name.isBlank() ? "must not be empty." : PlainText.objectionToLine(name);
        if (objection == null && CallId.parse(name).isPresent()) {
            objection = "is the id of no open call of this organization.";
        }
        if (objection != null) {
            throw Refusal.invalid("room", objection).asException();
        }
        return name;
    }

    static RuntimeException taken() {
        return Refusal.conflict("There is an open call with a room of this name.")
                .asException();
    }

    private static NamedRoom of(Call call) {
        boolean inside = call.status() == CallStatus.ACTIVE && !call.isInterrupted();
        return new NamedRoom(
                call.id().toString(),
                call.roomName(),
                call.nodeId(),
                new RoomRequest(
                        new RoomName(call.id().roomName()),
                        inside ? call.nodeId() : null,
                        call.roomEpoch(),
                        call.maxParticipants()));
    }
}
