package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallRole;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.GuestCode;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.LobbyMode;
import org.auralink.shared.Caller;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.traces.FacadeSpans;
import org.jspecify.annotations.Nullable;

/**
 * Who gets into a call, under the policies of the database. Who moderates gets in always, and who is inside or was a moment
 * ago comes back; a lock keeps out everybody else, a lobby those whom it holds until somebody lets them in. Who was removed
 * does not come back.
 */
@Stateless
@Interceptors(FacadeSpans.class)
public class Admissions {

    @PersistenceContext(unitName = "calls")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** What the database says of somebody in a call. */
    private record Standing(CallRole role, boolean removed, boolean comesBack, boolean admitted) {
        static Standing of(Tuple row) {
            return new Standing(
                    CallRole.parse(row.get("role", String.class)).orElse(CallRole.PARTICIPANT),
                    row.get("removed", Boolean.class),
                    row.get("comes_back", Boolean.class),
                    row.get("admitted", Boolean.class));
        }

        Admission.Door door(LobbyMode lobby, boolean locked) {
            if (role.moderates() || comesBack || admitted) {
                return Admission.Door.OPEN;
            }
            if (locked) {
                return Admission.Door.LOCKED;
            }
            return lobby.holds(role) ? Admission.Door.LOBBY : Admission.Door.OPEN;
        }
    }

    /**
     * What a guest link leads to.
     *
     * @throws org.auralink.shared.RefusedException gone when the call is over, not found when there never was one
     */
    public GuestView guestView(String code) {
        Tuple call = byGuestCode(code, "");
        return new GuestView(call.get("name", String.class), call.get("status", String.class));
    }

    /**
     * A member of the call's organization wants to enter.
     *
     * @throws org.auralink.shared.RefusedException not found, gone, limit exceeded when the call is full, or forbidden when
     *     they were removed
     */
    public Admission admit(Caller caller, String callId, @Nullable String displayName) {
        TenancyContext.enter(entityManager, caller);
        Call call = find(callId);
        String identity = caller.userId().value().toString();
        Standing standing = standing(call, identity);
        requireNotRemoved(standing);
        return admission(
                call,
                identity,
                displayName == null ? nameOf(caller) : displayName,
                standing.role(),
                standing.door(call.lobby(), call.isLocked()));
    }

    /**
     * The organization's own back end lets somebody in whom it knows, past lobby and lock.
     *
     * @throws org.auralink.shared.RefusedException as {@link #admit}; forbidden
     */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public Admission admitKnown(Caller caller, String callId, String identity, String displayName) {
        TenancyContext.enter(entityManager, caller);
        Call call = find(callId);
        TenancyContext.require(entityManager, call.organization(), Permission.CALLS_MODERATE);
        return admission(call, identity, displayName, standing(call, identity).role(), Admission.Door.OPEN);
    }

    private Admission admission(Call call, String identity, String displayName, CallRole role, Admission.Door door) {
        requireOpen(call.status());
        requireRoom(call.maxParticipants(), othersIn(call, identity));
        return new Admission(
                call.id(),
                door,
                call.status(),
                call.isInterrupted() ? null : call.nodeId(),
                call.roomEpoch(),
                call.maxParticipants(),
                identity,
                displayName,
                role);
    }

    /**
     * Somebody with the link wants to enter.
     *
     * @throws org.auralink.shared.RefusedException as {@link #admit}
     */
    public Admission admitGuest(String code, String identity, String displayName) {
        Tuple call = byGuestCode(code, identity);
        Standing standing = Standing.of(call);
        requireNotRemoved(standing);
        int most = call.get("max_participants", Integer.class);
        requireRoom(most, call.get("others", Long.class));
        return new Admission(
                new CallId(call.get("call_id", UUID.class)),
                standing.door(LobbyMode.parse(call.get("lobby", String.class)), call.get("locked", Boolean.class)),
                statusOf(call),
                call.get("node_id", String.class),
                call.get("room_epoch", Long.class),
                most,
                identity,
                displayName,
                standing.role());
    }

    private Call find(String callId) {
        return CallId.parse(callId)
                .map(id -> entityManager.find(Call.class, id.value()))
                .orElseThrow(() -> Refusal.notFound("There is no such call.").asException());
    }

    private Standing standing(Call call, String identity) {
        return Standing.of((Tuple) entityManager
                .createNativeQuery(
                        "select role, removed, comes_back, admitted from private.standing_in_call(?1, ?2, ?3)",
                        Tuple.class)
                .setParameter(1, call.id().value())
                .setParameter(2, identity)
                .setParameter(3, leftSince())
                .getSingleResult());
    }

    private Instant leftSince() {
        return clock.instant().minus(Limits.COMING_BACK);
    }

    private Tuple byGuestCode(String text, String identity) {
        GuestCode code = GuestCode.parse(text).orElseThrow(Admissions::noLink);
        TenancyContext.enterAsGuest(entityManager);
        List<?> found = entityManager
                .createNativeQuery(
                        "select call_id, name, status, node_id, room_epoch, max_participants, others, lobby, locked, role,"
                                + " removed, comes_back, admitted from public.call_for_guest(?1, ?2, ?3)",
                        Tuple.class)
                .setParameter(1, code.value())
                .setParameter(2, identity)
                .setParameter(3, leftSince())
                .getResultList();
        if (found.isEmpty()) {
            throw noLink();
        }
        Tuple call = (Tuple) found.get(0);
        requireOpen(statusOf(call));
        return call;
    }

    private static RuntimeException noLink() {
        return Refusal.notFound("This link leads to no call.").asException();
    }

    private static CallStatus statusOf(Tuple call) {
        return CallStatus.parse(call.get("status", String.class)).orElseThrow();
    }

    private static void requireOpen(CallStatus status) {
        if (status.isOver()) {
            throw Refusal.gone("This call is over.").asException();
        }
    }

    private static void requireNotRemoved(Standing standing) {
        if (standing.removed()) {
            throw LobbyRefusals.removed();
        }
    }

    private static void requireRoom(int most, long present) {
        if (present >= most) {
            throw Refusal.limitExceeded("This call is full: it takes at most " + most
                            + " people at once. Try again when somebody has left.")
                    .asException();
        }
    }

    /** How many different people are in the call now, without one of them. */
    private long othersIn(Call call, String identity) {
        return entityManager
                .createQuery(
                        "select count(distinct p.identity) from CallParticipant p"
                                + " where p.callId = :call and p.leftAt is null and p.identity <> :identity",
                        Long.class)
                .setParameter("call", call.id().value())
                .setParameter("identity", identity)
                .getSingleResult();
    }

    private String nameOf(Caller caller) {
        List<?> names = entityManager
                .createNativeQuery(
                        "select coalesce(display_name, username) from public.users where user_id = ?1", String.class)
                .setParameter(1, caller.userId().value())
                .getResultList();
        return names.isEmpty() ? "" : DisplayName.tolerate((String) names.get(0));
    }
}
