package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.LobbyEntry;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.traces.FacadeSpans;

/**
 * The lobby as those see it who wait in it. {@link Admissions} has said before that they may come to this door at all; they
 * are written by the service, because nobody else may.
 */
@Stateless
@Interceptors(FacadeSpans.class)
public class Lobby {

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * What somebody is told who waits.
     *
     * @param displayName under which they will be seen
     */
    public record Place(String entryId, String displayName, LobbyEntry.Status status) {
        static Place of(LobbyEntry entry) {
            return new Place(entry.id().toString(), entry.displayName(), entry.status());
        }

        @Override
        public String toString() {
            return "Place[" + entryId + "]";
        }
    }

    /**
     * Somebody asks to be let in; who asked before has their place already.
     *
     * @throws org.auralink.shared.RefusedException forbidden to who was refused less than {@link Limits#DENIED} ago; limit
     *     exceeded, when too many wait
     */
    public Place knock(Admission admission) {
        TenancyContext.enterAsService(entityManager);
        // Those who come at once go on one after the other, or more would wait than may.
        entityManager
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))::text", String.class)
                .setParameter(1, "auralink.lobby." + admission.call())
                .getSingleResult();
        Instant now = clock.instant();
        Optional<LobbyEntry> present = find(admission.call(), admission.identity());
        present.ifPresent(entry -> entry.askedAgain(admission.displayName(), now));
        LobbyEntry entry = present.orElseGet(() -> newcomer(admission, now));
        if (entry.status() == LobbyEntry.Status.DENIED) {
            throw LobbyRefusals.denied();
        }
        return Place.of(entry);
    }

    /**
     * Who waits asks whether they may come in.
     *
     * @throws org.auralink.shared.RefusedException not found, when they do not wait; forbidden, when they were refused
     */
    public Place ask(CallId call, String identity, String entryId) {
        TenancyContext.enterAsService(entityManager);
        LobbyEntry entry = find(call, identity)
                .filter(found -> found.id().toString().equals(entryId))
                .orElseThrow(LobbyRefusals::notWaiting);
        if (entry.status() == LobbyEntry.Status.DENIED) {
            throw LobbyRefusals.denied();
        }
        entry.seen(clock.instant());
        return Place.of(entry);
    }

    private LobbyEntry newcomer(Admission admission, Instant now) {
        Call call = entityManager.find(Call.class, admission.call().value());
        if (call == null) {
            throw Refusal.notFound("There is no such call.").asException();
        }
        forgetWhoIsGone(admission.call(), now);
        long waiting = entityManager
                .createQuery(
                        "select count(e) from LobbyEntry e where e.callId = :call and e.status = 'waiting'", Long.class)
                .setParameter("call", admission.call().value())
                .getSingleResult();
        if (waiting >= Limits.LOBBY_WAITING) {
            throw LobbyRefusals.full();
        }
        LobbyEntry entry = new LobbyEntry(call, admission.identity(), admission.displayName(), admission.role(), now);
        entityManager.persist(entry);
        return entry;
    }

    /** Of those who were let in or refused there are as many as moderators decided on; the others go here. */
    private void forgetWhoIsGone(CallId call, Instant now) {
        entityManager
                .createQuery(
                        "delete from LobbyEntry e where e.callId = :call and e.status = 'waiting' and e.seenAt < :gone")
                .setParameter("call", call.value())
                .setParameter("gone", now.minus(Limits.LOBBY_GONE))
                .executeUpdate();
    }

    private Optional<LobbyEntry> find(CallId call, String identity) {
        List<LobbyEntry> found = entityManager
                .createQuery(
                        "select e from LobbyEntry e where e.callId = :call and e.identity = :identity",
                        LobbyEntry.class)
                .setParameter("call", call.value())
                .setParameter("identity", identity)
                // A moderator may decide at the same time.
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return found.stream().findFirst();
    }
}
