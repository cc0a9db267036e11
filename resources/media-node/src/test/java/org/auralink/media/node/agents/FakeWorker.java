package org.auralink.media.node.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livekit.LivekitAgent.AvailabilityRequest;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.UpdateJobStatus;
import livekit.LivekitAgent.UpdateWorkerStatus;
import livekit.LivekitAgent.WorkerStatus;
import org.auralink.media.room.model.Permission;

/** A worker without a connection, that keeps what it is told. */
final class FakeWorker implements WorkerLink {
    final List<ServerMessage> told = new ArrayList<>();
    private final DispatcherWorld world;
    private final Worker worker;

    FakeWorker(DispatcherWorld world, JobType type, String agentName) {
        this.world = world;
        var registration = new WorkerRegistration("key", type, agentName, "", "", "1", Permission.ALL);
        worker = world.dispatcher.register(world.now, registration, this, registered -> {});
    }

    @Override
    public void send(ServerMessage message) {
        told.add(message);
    }

    @Override
    public void close(int code, String reason) {
        throw new AssertionError("closed: " + reason);
    }

    String id() {
        return worker.id();
    }

    List<AvailabilityRequest> offers() {
        return told.stream()
                .filter(ServerMessage::hasAvailability)
                .map(ServerMessage::getAvailability)
                .toList();
    }

    /** The id of the job it was asked about last. */
    String asked() {
        List<AvailabilityRequest> offers = offers();
        return offers.get(offers.size() - 1).getJob().getId();
    }

    List<String> assigned() {
        return told.stream()
                .filter(ServerMessage::hasAssignment)
                .map(message -> message.getAssignment().getJob().getId())
                .toList();
    }

    List<String> terminated() {
        return told.stream()
                .filter(ServerMessage::hasTermination)
                .map(message -> message.getTermination().getJobId())
                .toList();
    }

    void accept(String job, String identity) {
        world.dispatcher.answered(
                world.now,
                worker,
                AvailabilityResponse.newBuilder()
                        .setJobId(job)
                        .setAvailable(true)
                        .setParticipantIdentity(identity)
                        .putAllParticipantAttributes(Map.of("mood", "good"))
                        .build());
    }

    void refuse(String job) {
        world.dispatcher.answered(
                world.now,
                worker,
                AvailabilityResponse.newBuilder().setJobId(job).build());
    }

    void says(WorkerStatus status, double load) {
        world.dispatcher.status(
                world.now,
                worker,
                UpdateWorkerStatus.newBuilder()
                        .setStatus(status)
                        .setLoad((float) load)
                        .build());
    }

    void says(String job, JobStatus status, String error) {
        world.dispatcher.updated(
                worker,
                UpdateJobStatus.newBuilder()
                        .setJobId(job)
                        .setStatus(status)
                        .setError(error)
                        .build());
    }

    Worker worker() {
        return worker;
    }

    /** Its connection is gone. */
    void dies() {
        world.dispatcher.gone(world.now, worker);
    }
}
