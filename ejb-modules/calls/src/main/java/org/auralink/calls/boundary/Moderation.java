package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallParticipant;
import org.auralink.calls.entity.CallRole;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.LobbyEntry;
import org.auralink.calls.entity.LobbyMode;
import org.auralink.shared.Caller;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.traces.FacadeSpans;
import org.jspecify.annotations.Nullable;

/**
 * What the host and the moderators of a call decide about it, written by the service once the database has said that the
 * caller may, and told to the audit. Talks to no media node; {@link Moderating} does.
 *
 * <p>Every method throws {@link org.auralink.shared.RefusedException}: not found, also when the call is another
 * organization's, and forbidden to all others of the organization.
 */
@Stateless
@Interceptors(FacadeSpans.class)
public class Moderation {

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Somebody in a call to whom something is done.
     *
     * @param nodeId the node that holds the room as far as is known
     */
    public record Target(CallId call, @Nullable String nodeId, String identity, CallRole role) {
        @Override
        public String toString() {
            return "Target[" + call + "]";
        }
    }

    /**
     * A call that is to end.
     *
     * @param begun whether anybody was ever inside
     */
    public record Ending(String callId, boolean over, boolean begun) {}

    /** Who waits to be let in, in the order in which they came. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public LobbyList waiting(Caller caller, String callId) {
        Call call = moderated(caller, callId, LockModeType.NONE);
        return new LobbyList(entityManager
                .createQuery(
                        "select e from LobbyEntry e where e.callId = :call and e.status = 'waiting'"
                                + " and e.seenAt >= :gone order by e.createdAt, e.entryId",
                        LobbyEntry.class)
                .setParameter("call", call.id().value())
                .setParameter("gone", clock.instant().minus(Limits.LOBBY_GONE))
                .setMaxResults(Limits.LOBBY_WAITING)
                .getResultList()
                .stream()
                .map(LobbyEntryView::of)
                .toList());
    }

    /** Lets somebody in who waits. Once is as good as twice. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public void admit(Caller caller, String callId, String entryId) {
        Call call = moderated(caller, callId, LockModeType.NONE);
        LobbyEntry entry = entry(call, entryId);
        if (entry.status() != LobbyEntry.Status.ADMITTED) {
            entry.admit(clock.instant());
            audit(caller, call, "call.lobby_admitted", Map.of("identity", entry.identity()));
        }
    }

    /** Refuses somebody who waits. Once is as good as twice. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public void deny(Caller caller, String callId, String entryId) {
        Call call = moderated(caller, callId, LockModeType.NONE);
        LobbyEntry entry = entry(call, entryId);
        if (entry.status() == LobbyEntry.Status.ADMITTED) {
            throw Refusal.conflict("They were let in already. Remove them from the call instead.")
                    .asException();
        }
        if (entry.status() != LobbyEntry.Status.DENIED) {
            entry.deny(clock.instant());
            audit(caller, call, "call.lobby_denied", Map.of("identity", entry.identity()));
        }
    }

    /** From now on nobody new gets in. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public void lock(Caller caller, String callId) {
        Call call = open(moderated(caller, callId, LockModeType.PESSIMISTIC_WRITE));
        if (call.lock(clock.instant())) {
            audit(caller, call, "call.locked", Map.of());
        }
    }

    /** From now on others get in again. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public void unlock(Caller caller, String callId) {
        Call call = open(moderated(caller, callId, LockModeType.PESSIMISTIC_WRITE));
        if (call.unlock()) {
            audit(caller, call, "call.unlocked", Map.of());
        }
    }

    /** Says whom somebody inside has to let in from now on. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public void update(Caller caller, String callId, CallUpdate change) {
        LobbyMode wanted = change.checkedLobby();
        Call call = open(moderated(caller, callId, LockModeType.PESSIMISTIC_WRITE));
        LobbyMode former = call.lobby();
        if (former != wanted) {
            call.holdBack(wanted);
            audit(caller, call, "call.lobby_changed", Map.of("from", former.wireName(), "to", wanted.wireName()));
        }
    }

    /** Somebody inside to whom the caller may do something. The host is out of the moderators' reach. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public Target target(Caller caller, String callId, String identity) {
        Call call = open(moderated(caller, callId, LockModeType.NONE));
        return target(caller, call, identity);
    }

    /**
     * Somebody who was inside, or was let in, does not get in any more.
     *
     * @throws org.auralink.shared.RefusedException conflict, when it is the caller
     */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public Target remove(Caller caller, String callId, String identity) {
        Call call = open(moderated(caller, callId, LockModeType.NONE));
        Target target = target(caller, call, identity);
        if (identity.equals(caller.userId().value().toString())) {
            throw Refusal.conflict("You cannot remove yourself. Leave the call instead.")
                    .asException();
        }
        if (writeRemoval(call, identity)) {
            audit(caller, call, "call.participant_removed", Map.of("identity", identity));
        }
        return target;
    }

    /**
     * Somebody is something else from now on; who was removed may come back.
     *
     * @throws org.auralink.shared.RefusedException invalid; conflict, when it is the host, or who moderates the
     *     organization's calls
     */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public Target changeRole(Caller caller, String callId, String identity, CallRoleChange change) {
        Call call = open(moderated(caller, callId, LockModeType.NONE));
        Target former = target(caller, call, identity);
        CallRole wanted = change.checked(CallId.parse(identity).isPresent());
        if (former.role() == CallRole.HOST) {
            throw Refusal.conflict("The host of a call stays its host.").asException();
        }
        writeRole(call, identity, wanted);
        if (RolesInCalls.of(entityManager, call.id(), identity) != wanted) {
            throw Refusal.conflict("Their role in the organization lets them moderate all its calls.")
                    .asException();
        }
        present(call, identity).forEach(stay -> stay.become(wanted));
        if (former.role() != wanted) {
            audit(
                    caller,
                    call,
                    "call.role_changed",
                    Map.of("identity", identity, "from", former.role().wireName(), "to", wanted.wireName()));
        }
        return new Target(call.id(), former.nodeId(), identity, wanted);
    }

    /** A call that the caller may end. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public Ending toEnd(Caller caller, String callId) {
        Call call = moderated(caller, callId, LockModeType.NONE);
        return new Ending(call.id().toString(), call.endedAt() != null, call.startedAt() != null);
    }

    /** Ends a call that nobody ever joined, once its node has said that there is no room. */
    @RequiresPermission(Permission.CALLS_MODERATE)
    public void endUnjoined(Caller caller, String callId) {
        // Locked, because somebody's joining may be written at the same time.
        moderated(caller, callId, LockModeType.PESSIMISTIC_WRITE).endedUnjoined(clock.instant());
    }

    private Call moderated(Caller caller, String callId, LockModeType lock) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        UUID id = CallId.parse(callId).map(CallId::value).orElseThrow(Moderation::noCall);
        if (!TenancyContext.mayInCall(entityManager, id, Permission.CALLS_MODERATE)) {
            throw isOfTheCallers(id)
                    ? Refusal.forbidden("Only the host and the moderators of a call may do that.")
                            .asException()
                    : noCall();
        }
        return entityManager.find(Call.class, id, lock);
    }

    /** Past the policies, so it is asked here. */
    private boolean isOfTheCallers(UUID call) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "select exists (select from public.calls c where c.call_id = ?1"
                                + " and c.organization_id = any (array (select private.my_organizations())))",
                        Boolean.class)
                .setParameter(1, call)
                .getSingleResult();
    }

    private static RuntimeException noCall() {
        return Refusal.notFound("There is no such call.").asException();
    }

    private static Call open(Call call) {
        if (call.status().isOver()) {
            throw Refusal.gone("This call is over.").asException();
        }
        return call;
    }

    private LobbyEntry entry(Call call, String entryId) {
        // An entry's id has the form of a call's.
        return CallId.parse(entryId)
                .map(id -> entityManager.find(LobbyEntry.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(found -> found.call().equals(call.id()))
                .orElseThrow(() -> Refusal.notFound("They do not wait to be let into this call any more.")
                        .asException());
    }

    /** Nobody acts on somebody above them: a moderator not on the host. */
    private Target target(Caller caller, Call call, String identity) {
        if (identity.length() > Limits.IDENTITY_LENGTH || !isKnown(call, identity)) {
            throw Refusal.notFound("There is no such participant in this call.").asException();
        }
        CallRole role = RolesInCalls.of(entityManager, call.id(), identity);
        boolean isHost = caller.userId().equals(call.creator());
        if (role == CallRole.HOST && !isHost) {
            throw Refusal.forbidden("Nobody but the host decides about the host of a call.")
                    .asException();
        }
        return new Target(call.id(), call.status() == CallStatus.ACTIVE ? call.nodeId() : null, identity, role);
    }

    private boolean isKnown(Call call, String identity) {
        return is("CallParticipant e where e.callId = :call and e.identity = :identity", call, identity)
                || is(
                        "LobbyEntry e where e.callId = :call and e.identity = :identity and e.status = 'admitted'",
                        call,
                        identity);
    }

    private boolean is(String what, Call call, String identity) {
        return !entityManager
                .createQuery("select 1 from " + what, Integer.class)
                .setParameter("call", call.id().value())
                .setParameter("identity", identity)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    private List<CallParticipant> present(Call call, String identity) {
        return entityManager
                .createQuery(
                        "select p from CallParticipant p where p.callId = :call and p.identity = :identity"
                                + " and p.leftAt is null",
                        CallParticipant.class)
                .setParameter("call", call.id().value())
                .setParameter("identity", identity)
                .getResultList();
    }

    /** Whether it is new. */
    private boolean writeRemoval(Call call, String identity) {
        return entityManager
                        .createNativeQuery("insert into public.call_roles"
                                + " (call_id, organization_id, identity, removed_at, changed_at)"
                                + " values (?1, ?2, ?3, ?4, ?4) on conflict (call_id, identity) do update"
                                + " set removed_at = excluded.removed_at, changed_at = excluded.changed_at"
                                + " where call_roles.removed_at is null")
                        .setParameter(1, call.id().value())
                        .setParameter(2, call.organization().value())
                        .setParameter(3, identity)
                        .setParameter(4, clock.instant())
                        .executeUpdate()
                > 0;
    }

    private void writeRole(Call call, String identity, CallRole role) {
        entityManager
                .createNativeQuery(
                        "insert into public.call_roles (call_id, organization_id, identity, role, changed_at)"
                                + " values (?1, ?2, ?3, ?4, ?5) on conflict (call_id, identity) do update"
                                + " set role = excluded.role, removed_at = null, changed_at = excluded.changed_at")
                .setParameter(1, call.id().value())
                .setParameter(2, call.organization().value())
                .setParameter(3, identity)
                .setParameter(4, role.wireName())
                .setParameter(5, clock.instant())
                .executeUpdate();
    }

    private void audit(Caller caller, Call call, String action, Map<String, String> detail) {
        Audit.write(entityManager, caller, call.organization(), clock.instant(), action, "call", call.id(), detail);
    }
}
