package org.auralink.media.node.agents;

import livekit.LivekitAgent;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.AgentDispatchState;
import livekit.LivekitModels.ServerInfo;
import org.auralink.media.node.protocol.AgentFields;
import org.auralink.media.node.protocol.Models;

/** What is told to workers and to callers of the server API. */
final class AgentMessages {
    private AgentMessages() {}

    static ServerMessage registered(String worker, ServerInfo server) {
        return ServerMessage.newBuilder()
                .setRegister(LivekitAgent.RegisterWorkerResponse.newBuilder()
                        .setWorkerId(worker)
                        .setServerInfo(server))
                .build();
    }

    static ServerMessage pong(long asked, long nowMillis) {
        return ServerMessage.newBuilder()
                .setPong(LivekitAgent.WorkerPong.newBuilder()
                        .setLastTimestamp(asked)
                        .setTimestamp(nowMillis))
                .build();
    }

    /** Whether the worker takes the job. As with LiveKit the job's state is what it will be then. */
    static ServerMessage availability(Job job, Worker worker, boolean resuming) {
        return ServerMessage.newBuilder()
                .setAvailability(LivekitAgent.AvailabilityRequest.newBuilder()
                        .setJob(job(job, worker, JobStatus.JS_RUNNING))
                        .setResuming(resuming))
                .build();
    }

    static ServerMessage assignment(Job job, Worker worker, String token) {
        return ServerMessage.newBuilder()
                .setAssignment(LivekitAgent.JobAssignment.newBuilder()
                        .setJob(job(job, worker, JobStatus.JS_RUNNING))
                        .setToken(token))
                .build();
    }

    static ServerMessage termination(Job job) {
        return ServerMessage.newBuilder()
                .setTermination(LivekitAgent.JobTermination.newBuilder().setJobId(job.id()))
                .build();
    }

    /** The dispatch with its jobs; those that nobody had yet are not among them, as with LiveKit. */
    static AgentDispatch dispatch(Dispatch dispatch) {
        var state = AgentDispatchState.newBuilder()
                .setCreatedAt(dispatch.createdAt())
                .setDeletedAt(dispatch.deletedAt());
        dispatch.told().forEach(job -> state.addJobs(described(job)));
        var result = AgentDispatch.newBuilder()
                .setId(dispatch.id())
                .setAgentName(dispatch.agentName())
                .setRoom(dispatch.room().name())
                .setMetadata(dispatch.wish().metadata())
                .setRestartPolicy(dispatch.wish().restartPolicy())
                .setState(state);
        AgentFields.write(result, dispatch.deployment(), dispatch.wish().attributes());
        return result.build();
    }

    private static LivekitAgent.Job described(Job job) {
        JobState state = job.state();
        JobStatus status = JobStatus.JS_PENDING;
        String error = "";
        if (state instanceof JobState.Assigned || state instanceof JobState.Running) {
            status = JobStatus.JS_RUNNING;
        } else if (state instanceof JobState.Left left) {
            error = left.error();
            status = error.isEmpty() ? JobStatus.JS_SUCCESS : JobStatus.JS_FAILED;
        } else if (state instanceof JobState.Ended ended) {
            error = ended.error();
            status = error.isEmpty() ? JobStatus.JS_SUCCESS : JobStatus.JS_FAILED;
        }
        var result =
                job(job).setState(state(job, status).setWorkerId(job.workerId()).setError(error));
        return result.build();
    }

    private static LivekitAgent.Job job(Job job, Worker worker, JobStatus status) {
        return job(job).setNamespace(worker.registration().namespace())
                .setState(state(job, status).setWorkerId(worker.id()))
                .build();
    }

    private static LivekitAgent.Job.Builder job(Job job) {
        var result = LivekitAgent.Job.newBuilder()
                .setId(job.id())
                .setDispatchId(job.dispatch().id())
                .setType(job.type())
                .setRoom(Models.room(job.room().info()))
                .setMetadata(job.dispatch().wish().metadata())
                .setAgentName(job.dispatch().agentName());
        Person person = job.person();
        if (person != null) {
            result.setParticipant(Models.participant(person.info()));
        }
        AgentFields.write(
                result, job.dispatch().deployment(), job.dispatch().wish().attributes());
        return result;
    }

    private static LivekitAgent.JobState.Builder state(Job job, JobStatus status) {
        return LivekitAgent.JobState.newBuilder()
                .setStatus(status)
                .setStartedAt(job.startedAt())
                .setUpdatedAt(job.updatedAt())
                .setEndedAt(job.endedAt())
                .setParticipantIdentity(job.identity());
    }
}
