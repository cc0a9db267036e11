package org.auralink.media.node.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.SimulateJobRequest;
import livekit.LivekitModels;
import org.auralink.media.node.agents.AgentCounters.JobOutcome;
import org.auralink.media.node.twirp.TwirpError;
import org.auralink.media.room.model.DisconnectReason;
import org.junit.jupiter.api.Test;

/** What becomes of jobs that somebody has: who goes on with them, and how they end. */
class JobLifeTest {
    private final DispatcherWorld world = new DispatcherWorld();

    private FakeWorker worker(String name) {
        return new FakeWorker(world, JobType.JT_ROOM, name);
    }

    private static Job job(FakeWorker worker) {
        return worker.offers().get(worker.offers().size() - 1).getJob();
    }

    @Test
    void aJobGoesToAnotherWhenItsWorkerDies() {
        FakeWorker first = worker("guide");
        world.opens("guide");
        first.accept(first.asked(), "first");
        world.comes("first", DispatcherWorld.AGENT);
        FakeWorker second = worker("guide");
        assertThat(second.offers()).isEmpty();

        first.dies();

        assertThat(second.offers()).singleElement().satisfies(offer -> {
            assertThat(offer.getResuming()).isTrue();
            assertThat(offer.getJob().getId()).isEqualTo(first.asked());
        });
        assertThat(world.removed).isEmpty();
        second.accept(second.asked(), "second");
        assertThat(world.removed).containsExactly("first");
        world.leaves("first", DisconnectReason.PARTICIPANT_REMOVED);
        world.comes("second", DispatcherWorld.AGENT);
        assertThat(world.only().getState().getJobsList()).singleElement().satisfies(listed -> {
            assertThat(listed.getState().getStatus()).isEqualTo(JobStatus.JS_RUNNING);
            assertThat(listed.getState().getParticipantIdentity()).isEqualTo("second");
        });
    }

    @Test
    void aJobWaitsWhenTheOnlyWorkerDiesAndIsTakenByTheNext() {
        FakeWorker first = worker("guide");
        world.opens("guide");
        first.accept(first.asked(), "guide");
        first.dies();
        assertThat(world.only().getState().getJobs(0).getState().getStatus()).isEqualTo(JobStatus.JS_PENDING);
        world.passes(Duration.ofMinutes(5));
        FakeWorker second = worker("guide");
        second.accept(second.asked(), "guide");
        world.comes("guide", DispatcherWorld.AGENT);
        // The session that the first worker left behind, replaced by the new one.
        world.leaves("guide", DisconnectReason.DUPLICATE_IDENTITY);

        assertThat(world.only().getState().getJobs(0).getState().getStatus()).isEqualTo(JobStatus.JS_RUNNING);
        assertThat(second.terminated()).isEmpty();
    }

    @Test
    void whatADyingWorkerWasAskedAboutGoesToAnother() {
        FakeWorker first = worker("guide");
        world.opens("guide");
        FakeWorker second = worker("guide");
        first.dies();
        assertThat(second.offers())
                .singleElement()
                .satisfies(offer -> assertThat(offer.getResuming()).isFalse());
    }

    @Test
    void aJobEndsWhenItsAgentLeaves() {
        FakeWorker worker = worker("guide");
        world.opens("guide");
        worker.accept(worker.asked(), "guide");
        world.comes("guide", DispatcherWorld.AGENT);
        world.leaves("guide", DisconnectReason.CLIENT_INITIATED);

        assertThat(worker.terminated()).containsExactly(worker.asked());
        assertThat(world.only().getState().getJobs(0).getState().getStatus()).isEqualTo(JobStatus.JS_SUCCESS);
        world.passes(Duration.ofSeconds(4));
        worker.dies();
        assertThat(worker("guide").offers()).isEmpty();
        assertThat(world.counters.total(JobOutcome.SUCCEEDED)).isEqualTo(1);
    }

    @Test
    void anAgentThatIsLostHasFailed() {
        FakeWorker worker = worker("guide");
        world.opens("guide");
        worker.accept(worker.asked(), "guide");
        world.comes("guide", DispatcherWorld.AGENT);
        world.leaves("guide", DisconnectReason.CONNECTION_TIMEOUT);
        world.passes(Duration.ofSeconds(4));

        Job failed = world.only().getState().getJobs(0);
        assertThat(failed.getState().getStatus()).isEqualTo(JobStatus.JS_FAILED);
        assertThat(failed.getState().getError()).isEqualTo("the agent left: connection_timeout");
        assertThat(failed.getState().getEndedAt()).isPositive();
    }

    @Test
    void anAgentThatIsMovedToAnotherRoomIsLetAloneThere() {
        FakeWorker worker = worker("guide");
        world.opens("guide");
        worker.accept(worker.asked(), "guide");
        world.comes("guide", DispatcherWorld.AGENT);
        world.leaves("guide", DisconnectReason.UNKNOWN_REASON);

        assertThat(worker.terminated()).isEmpty();
        assertThat(world.only().getState().getJobs(0).getState().getStatus()).isEqualTo(JobStatus.JS_SUCCESS);
    }

    @Test
    void aWorkerThatLetsItsAgentsLeaveAndGoesIsOneLoss() {
        FakeWorker first = worker("guide");
        world.opens("guide");
        first.accept(first.asked(), "guide");
        world.comes("guide", DispatcherWorld.AGENT);
        FakeWorker second = worker("guide");
        world.leaves("guide", DisconnectReason.CLIENT_INITIATED);
        world.passes(Duration.ofSeconds(1));
        first.dies();

        assertThat(second.offers()).hasSize(1);
        world.passes(Duration.ofSeconds(5));
        second.accept(second.asked(), "guide");
        assertThat(second.assigned()).hasSize(1);
    }

    @Test
    void aWorkerSaysThatAJobIsDone() {
        FakeWorker worker = worker("guide");
        world.opens("guide", "guide");
        String one = worker.offers().get(0).getJob().getId();
        String other = worker.offers().get(1).getJob().getId();
        worker.accept(one, "one");
        worker.accept(other, "other");
        worker.says(one, JobStatus.JS_RUNNING, "");
        worker.says(one, JobStatus.JS_SUCCESS, "");
        worker.says(other, JobStatus.JS_FAILED, "x".repeat(2_000));
        worker.dies();

        assertThat(worker("guide").offers()).isEmpty();
        assertThat(world.dispatcher.list(DispatcherWorld.ROOM.sid(), "").stream()
                        .map(dispatch -> dispatch.getState().getJobs(0).getState()))
                .extracting(state -> state.getStatus() + " " + state.getError().length())
                .containsExactly("JS_SUCCESS 0", "JS_FAILED 1000");
    }

    @Test
    void theAgentsOfADeletedDispatchAreToldToGoAndMadeToWhenTheyDoNot() {
        world.opens();
        FakeWorker guide = worker("guide");
        String id = world.dispatches("guide").getId();
        String job = guide.asked();
        guide.accept(job, "guide");
        world.comes("guide", DispatcherWorld.AGENT);
        assertThat(world.dispatcher
                        .delete(world.now, DispatcherWorld.ROOM.sid(), id)
                        .getId())
                .isEqualTo(id);
        assertThat(guide.terminated()).containsExactly(job);
        world.passes(Duration.ofMillis(2_999));
        assertThat(world.removed).isEmpty();
        world.passes(Duration.ofMillis(1));
        assertThat(world.removed).containsExactly("guide");

        assertThatThrownBy(() -> world.dispatcher.delete(world.now, DispatcherWorld.ROOM.sid(), id))
                .isInstanceOf(TwirpError.class)
                .hasMessage("dispatch ID not found");
    }

    @Test
    void anAgentThatAnotherDispatchBroughtBackStays() {
        world.opens();
        FakeWorker guide = worker("guide");
        String id = world.dispatches("guide").getId();
        guide.accept(guide.asked(), "guide");
        world.dispatcher.delete(world.now, DispatcherWorld.ROOM.sid(), id);
        world.dispatches("guide");
        guide.accept(guide.asked(), "guide");
        world.passes(Duration.ofSeconds(4));
        assertThat(world.removed).isEmpty();
    }

    @Test
    void whoHasAJobIsToldWhenTheRoomIsOver() {
        FakeWorker guide = worker("guide");
        world.opens("guide", "guide");
        String first = guide.offers().get(0).getJob().getId();
        guide.accept(first, "guide");
        world.dispatcher.closed(DispatcherWorld.ROOM);

        assertThat(guide.terminated()).containsExactly(first);
        guide.accept(guide.asked(), "late");
        assertThat(guide.assigned()).containsExactly(first);
        assertThatThrownBy(() -> world.dispatcher.list(DispatcherWorld.ROOM.sid(), ""))
                .hasMessage("requested room does not exist");
        world.dispatcher.tick(world.now);
        assertThat(worker("guide").offers()).isEmpty();
    }

    @Test
    void aWorkerMayCallAJobDoneWithoutAnAgent() {
        FakeWorker worker = worker("");
        world.opens();
        world.dispatcher.answered(
                world.now,
                worker.worker(),
                AvailabilityResponse.newBuilder()
                        .setJobId(worker.asked())
                        .setTerminate(true)
                        .build());
        worker.dies();
        assertThat(worker("").offers()).isEmpty();
    }

    @Test
    void aWorkerThatWantsToTryAJobIsAskedItself() {
        FakeWorker worker = worker("guide");
        FakeWorker other = worker("guide");
        world.opens();
        world.comes("ada");
        var room = LivekitModels.Room.newBuilder();
        world.dispatcher.simulate(
                world.now,
                worker.worker(),
                SimulateJobRequest.newBuilder().setRoom(room.setName("none")).build());
        assertThat(worker.offers()).isEmpty();
        world.dispatcher.simulate(
                world.now,
                worker.worker(),
                SimulateJobRequest.newBuilder()
                        .setRoom(room.setName("r"))
                        .setParticipant(
                                LivekitModels.ParticipantInfo.newBuilder().setIdentity("ada"))
                        .build());
        assertThat(job(worker).getType()).isEqualTo(JobType.JT_PUBLISHER);
        worker.accept(worker.asked(), "guide");
        assertThat(worker.assigned()).hasSize(1);
        worker.dies();
        assertThat(other.offers()).isEmpty();
        assertThat(world.only().getState().getJobsList()).isEmpty();
    }
}
