package org.auralink.media.node.agents;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.SimulateJobRequest;
import livekit.LivekitAgent.UpdateJobStatus;
import livekit.LivekitAgent.UpdateWorkerStatus;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.JobRestartPolicy;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import org.auralink.media.node.Identifiers;
import org.auralink.media.node.agents.AgentCounters.JobOutcome;
import org.auralink.media.node.protocol.AgentFields;
import org.auralink.media.node.twirp.TwirpError;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomSid;
import org.jspecify.annotations.Nullable;

/**
 * Knows the rooms and who is in them, and makes jobs of their dispatches: one when the room begins, one for each
 * participant, and one for each that publishes. Which of them come to anything is decided by the kind of workers that
 * there are. One thread; {@code now} is nanoseconds of any clock.
 */
final class Dispatcher {
    /** To every room for which nobody asked for agents: workers without a name serve them all. */
    private static final Dispatch.Wish FOR_EVERY_ROOM =
            new Dispatch.Wish("", "", JobRestartPolicy.JRP_ON_FAILURE, "", Map.of());

    private final AgentLimits limits;
    private final InstantSource clock;
    private final AgentCounters counters;
    private final AgentHands hands;
    private final Timers timers = new Timers();
    private final Workers workers;
    private final Placement placement;
    private final Map<RoomSid, AgentRoom> rooms = new HashMap<>();
    private int registered;

    /**
     * @param hands does what is to be done outside
     * @param random decides between workers; seeded in tests
     * @param clock of the times that are told
     */
    Dispatcher(
            AgentLimits limits, AgentHands hands, RandomGenerator random, InstantSource clock, AgentCounters counters) {
        this.limits = limits;
        this.clock = clock;
        this.counters = counters;
        this.hands = hands;
        workers = new Workers(random);
        placement = new Placement(limits, workers, hands, clock, counters, timers);
    }

    /** Does what is due. */
    void tick(long now) {
        timers.run(now);
        int assigned =
                workers.all().stream().mapToInt(worker -> worker.jobs().size()).sum();
        counters.present(new AgentCounters.Present(registered, placement.waiting(), assigned));
    }

    // Workers.

    /**
     * A worker said who it is, and may be asked at once.
     *
     * @param welcome is to tell it its id first
     */
    Worker register(long now, WorkerRegistration registration, WorkerLink link, Consumer<Worker> welcome) {
        var worker = new Worker(Identifiers.random("AW_"), registration, link, limits.offersOfWorker());
        welcome.accept(worker);
        registered++;
        workers.add(worker);
        placement.workerReady(now, worker);
        return worker;
    }

    void status(long now, Worker worker, UpdateWorkerStatus status) {
        boolean before = worker.room() > 0;
        worker.says(status);
        if (!before && worker.room() > 0) {
            placement.workerReady(now, worker);
        }
    }

    void answered(long now, Worker worker, AvailabilityResponse answer) {
        placement.answered(now, worker, answer);
    }

    void updated(Worker worker, UpdateJobStatus update) {
        placement.updated(worker, update);
    }

    void gone(long now, Worker worker) {
        registered--;
        placement.workerGone(now, worker);
    }

    /** A worker wants a job to try itself; without an effect when there is no such room. */
    void simulate(long now, Worker worker, SimulateJobRequest request) {
        for (AgentRoom room : rooms.values()) {
            if (room.name().equals(request.getRoom().getName())) {
                Person person = room.people().values().stream()
                        .filter(each -> each.info()
                                .identity()
                                .value()
                                .equals(request.getParticipant().getIdentity()))
                        .findFirst()
                        .orElse(null);
                var registration = worker.registration();
                var wish = new Dispatch.Wish(
                        registration.agentName(),
                        "",
                        JobRestartPolicy.JRP_ON_FAILURE,
                        registration.deployment(),
                        Map.of());
                // Of a dispatch that nobody lists.
                var dispatch = new Dispatch("", room, wish, unixNanos());
                JobType type = person == null ? JobType.JT_ROOM : JobType.JT_PUBLISHER;
                need(now, dispatch, type, person, worker);
                return;
            }
        }
    }

    Collection<Worker> workers() {
        return workers.all();
    }

    // Rooms.

    void opened(long now, RoomInfo info, List<RoomAgentDispatch> agents) {
        var room = new AgentRoom(info);
        rooms.put(info.sid(), room);
        if (agents.isEmpty()) {
            dispatch(now, room, FOR_EVERY_ROOM);
        }
        for (RoomAgentDispatch agent : agents) {
            dispatch(
                    now,
                    room,
                    new Dispatch.Wish(
                            agent.getAgentName(),
                            agent.getMetadata(),
                            known(agent.getRestartPolicy()),
                            AgentFields.deployment(agent),
                            AgentFields.attributes(agent)));
        }
    }

    void closed(RoomInfo info) {
        AgentRoom room = rooms.remove(info.sid());
        if (room != null) {
            List.copyOf(room.jobs()).forEach(placement::terminate);
        }
    }

    void admitted(long now, RoomInfo info, ParticipantInfo participant) {
        AgentRoom room = room(info);
        if (room == null) {
            return;
        }
        if (participant.isDependent()) {
            placement.came(room, participant.identity().value());
            return;
        }
        var person = new Person(participant);
        room.people().put(participant.sid(), person);
        for (Dispatch dispatch : room.dispatches().values()) {
            need(now, dispatch, JobType.JT_PARTICIPANT, person, null);
        }
    }

    void changed(RoomInfo info, ParticipantInfo participant) {
        AgentRoom room = room(info);
        Person person = room == null ? null : room.people().get(participant.sid());
        if (person != null) {
            person.is(participant);
        }
    }

    void published(long now, RoomInfo info, ParticipantInfo participant) {
        AgentRoom room = room(info);
        Person person = room == null ? null : room.people().get(participant.sid());
        if (room == null || person == null) {
            return;
        }
        person.is(participant);
        if (person.published()) {
            for (Dispatch dispatch : room.dispatches().values()) {
                need(now, dispatch, JobType.JT_PUBLISHER, person, null);
            }
        }
    }

    void left(long now, RoomInfo info, ParticipantInfo participant) {
        AgentRoom room = room(info);
        if (room == null) {
            return;
        }
        Person person = room.people().remove(participant.sid());
        if (person == null) {
            placement.left(now, room, participant.identity().value(), participant.disconnectReason());
        } else {
            placement.left(person);
        }
    }

    private @Nullable AgentRoom room(RoomInfo info) {
        AgentRoom room = rooms.get(info.sid());
        if (room != null) {
            room.is(info);
        }
        return room;
    }

    // Dispatches.

    /** @throws TwirpError when the room is over, or has too many */
    AgentDispatch create(long now, RoomSid sid, Dispatch.Wish wish) {
        AgentRoom room = existing(rooms.get(sid));
        if (room.dispatches().size() >= limits.dispatchesOfRoom()) {
            throw new TwirpError(
                    TwirpError.Code.RESOURCE_EXHAUSTED, "room: more than " + limits.dispatchesOfRoom() + " dispatches");
        }
        return AgentMessages.dispatch(dispatch(now, room, wish));
    }

    /**
     * The dispatches of a room.
     *
     * @param id of the one that is wanted; empty for all
     * @throws TwirpError when the room is over
     */
    List<AgentDispatch> list(RoomSid sid, String id) {
        return existing(rooms.get(sid)).dispatches().values().stream()
                .filter(dispatch -> id.isEmpty() || dispatch.id().equals(id))
                .map(AgentMessages::dispatch)
                .toList();
    }

    /** @throws TwirpError when there is no such dispatch */
    AgentDispatch delete(long now, RoomSid sid, String id) {
        AgentRoom room = existing(rooms.get(sid));
        Dispatch dispatch = room.dispatches().remove(id);
        if (dispatch == null) {
            throw TwirpError.notFound("dispatch ID not found");
        }
        dispatch.deleted(unixNanos());
        long until = now + limits.farewell().toNanos();
        for (Job job : List.copyOf(room.jobs())) {
            if (job.dispatch() == dispatch) {
                placement.terminate(job);
                timers.at(until, at -> farewell(room, job.identity()));
            }
        }
        return AgentMessages.dispatch(dispatch);
    }

    /** Whoever has not gone by itself is made to, unless another job has brought it back. */
    private void farewell(AgentRoom room, String agent) {
        if (!agent.isEmpty()
                && !room.agents().containsKey(agent)
                && rooms.containsKey(room.info().sid())) {
            hands.remove(room.name(), agent);
        }
    }

    private Dispatch dispatch(long now, AgentRoom room, Dispatch.Wish wish) {
        var dispatch = new Dispatch(Identifiers.random("AD_"), room, wish, unixNanos());
        room.dispatches().put(dispatch.id(), dispatch);
        need(now, dispatch, JobType.JT_ROOM, null, null);
        for (Person person : room.people().values()) {
            need(now, dispatch, JobType.JT_PARTICIPANT, person, null);
            if (person.publishes()) {
                need(now, dispatch, JobType.JT_PUBLISHER, person, null);
            }
        }
        return dispatch;
    }

    private void need(long now, Dispatch dispatch, JobType type, @Nullable Person person, @Nullable Worker only) {
        if (dispatch.room().jobs().size() >= limits.jobsOfRoom()) {
            counters.count(JobOutcome.SHED);
            return;
        }
        placement.place(now, new Job(Identifiers.random("AJ_"), dispatch, type, person, only));
    }

    private static AgentRoom existing(@Nullable AgentRoom room) {
        if (room == null) {
            throw TwirpError.notFound("requested room does not exist");
        }
        return room;
    }

    private static JobRestartPolicy known(JobRestartPolicy policy) {
        return policy == JobRestartPolicy.UNRECOGNIZED ? JobRestartPolicy.JRP_ON_FAILURE : policy;
    }

    private long unixNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
