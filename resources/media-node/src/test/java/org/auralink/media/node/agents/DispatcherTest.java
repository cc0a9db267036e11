package org.auralink.media.node.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.SimulateJobRequest;
import livekit.LivekitAgent.WorkerStatus;
import livekit.LivekitModels;
import org.auralink.media.node.agents.AgentCounters.JobOutcome;
import org.auralink.media.node.protocol.NewerFields;
import org.auralink.media.node.twirp.TwirpError;
import org.auralink.media.room.model.DisconnectReason;
import org.junit.jupiter.api.Test;

/** Which jobs rooms give rise to, and who gets them. */
class DispatcherTest {
    private final DispatcherWorld world = new DispatcherWorld();

    private FakeWorker worker(String name) {
        return new FakeWorker(world, JobType.JT_ROOM, name);
    }

    private FakeWorker worker(JobType type) {
        return new FakeWorker(world, type, "");
    }

    private static Job job(FakeWorker worker) {
        return worker.offers().get(worker.offers().size() - 1).getJob();
    }

    @Test
    void everyRoomThatAsksForNobodyGetsAnAgentWithoutAName() {
        FakeWorker worker = worker("");
        FakeWorker named = worker("guide");
        world.opens();

        assertThat(named.offers()).isEmpty();
        assertThat(worker.offers()).singleElement().satisfies(offer -> {
            assertThat(offer.getResuming()).isFalse();
            assertThat(offer.getJob().getId()).startsWith("AJ_");
            assertThat(offer.getJob().getRoom().getSid()).isEqualTo("RM_r");
            assertThat(offer.getJob().hasParticipant()).isFalse();
        });
        worker.accept(worker.asked(), "");
        ServerMessage assignment = worker.told.get(worker.told.size() - 1);
        assertThat(assignment.getAssignment().getToken())
                .isEqualTo("r/agent-" + worker.asked() + "/{mood=good, lk.agent_name=}");
        assertThat(world.only().getState().getJobsList()).singleElement().satisfies(listed -> {
            assertThat(listed.getState().getStatus()).isEqualTo(JobStatus.JS_RUNNING);
            assertThat(listed.getState().getWorkerId()).isEqualTo(worker.id());
        });
    }

    @Test
    void aRoomThatAsksForAgentsGetsThoseAlone() {
        FakeWorker unnamed = worker("");
        FakeWorker guide = worker("guide");
        FakeWorker scribe = worker("scribe");
        world.opens("guide", "scribe");

        assertThat(unnamed.offers()).isEmpty();
        assertThat(guide.offers()).hasSize(1);
        assertThat(job(scribe).getAgentName()).isEqualTo("scribe");
    }

    @Test
    void aDispatchWaitsForItsWorker() {
        world.opens("guide");
        world.passes(Duration.ofHours(1));
        assertThat(world.only().getState().getJobsList()).isEmpty();

        FakeWorker guide = worker("guide");
        guide.accept(guide.asked(), "guide");

        assertThat(world.only().getState().getJobsList()).hasSize(1);
    }

    @Test
    void whoRefusesIsFollowedByAnother() {
        FakeWorker first = worker("guide");
        FakeWorker second = worker("guide");
        first.says(WorkerStatus.WS_AVAILABLE, 0.0);
        second.says(WorkerStatus.WS_AVAILABLE, 0.9999);
        world.opens("guide");
        first.refuse(first.asked());

        assertThat(second.offers()).hasSize(1);
        assertThat(second.asked()).isEqualTo(first.asked());
        assertThat(job(second).getState().getWorkerId()).isEqualTo(second.id());
    }

    @Test
    void whoDoesNotAnswerWithinTenSecondsIsFollowedByAnotherAndIsTooLateThen() {
        FakeWorker first = worker("guide");
        world.opens("guide");
        FakeWorker second = worker("guide");
        world.passes(Duration.ofMillis(9_999));
        assertThat(second.offers()).isEmpty();
        world.passes(Duration.ofMillis(1));
        assertThat(second.asked()).isEqualTo(first.asked());

        first.accept(first.asked(), "late");
        assertThat(first.assigned()).isEmpty();
        second.accept(second.asked(), "guide");
        assertThat(second.assigned()).containsExactly(second.asked());
        assertThat(world.counters.total(JobOutcome.UNANSWERED)).isEqualTo(1);
    }

    @Test
    void everybodyIsAskedAgainAfterPausesThatGrow() {
        FakeWorker worker = worker("guide");
        world.opens("guide");
        worker.refuse(worker.asked());
        world.passes(Duration.ofSeconds(29));
        assertThat(worker.offers()).hasSize(1);
        world.passes(Duration.ofSeconds(1));
        assertThat(worker.offers()).hasSize(2);
        worker.refuse(worker.asked());
        world.passes(Duration.ofSeconds(59));
        assertThat(worker.offers()).hasSize(2);
        world.passes(Duration.ofSeconds(1));
        assertThat(worker.offers()).hasSize(3);

        worker.refuse(worker.asked());
        FakeWorker newcomer = worker("guide");
        assertThat(newcomer.offers()).hasSize(1);
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
    void eachParticipantAndEachPublisherGetsAnAgentOnce() {
        FakeWorker forParticipants = worker(JobType.JT_PARTICIPANT);
        FakeWorker forPublishers = worker(JobType.JT_PUBLISHER);
        world.opens();
        world.comes("ada");
        assertThat(job(forParticipants).getParticipant().getIdentity()).isEqualTo("ada");
        assertThat(job(forParticipants).getType()).isEqualTo(JobType.JT_PARTICIPANT);
        assertThat(forPublishers.offers()).isEmpty();
        world.publishes("ada");
        world.publishes("ada");
        world.comes("bob");

        assertThat(forPublishers.offers()).hasSize(1);
        assertThat(forParticipants.offers()).hasSize(2);
    }

    @Test
    void agentsEgressAndRecordersGetNone() {
        FakeWorker forParticipants = worker(JobType.JT_PARTICIPANT);
        FakeWorker forPublishers = worker(JobType.JT_PUBLISHER);
        world.opens();
        world.comes("agent", DispatcherWorld.AGENT);
        world.comes("egress", DispatcherWorld.EGRESS);
        world.comesToRecord("recorder");
        world.publishes("agent");

        assertThat(forParticipants.offers()).isEmpty();
        assertThat(forPublishers.offers()).isEmpty();
    }

    @Test
    void aLaterDispatchIsForThoseWhoAreThereToo() {
        world.opens();
        world.comes("ada");
        world.comes("bob");
        world.publishes("bob");
        var forParticipants = new FakeWorker(world, JobType.JT_PARTICIPANT, "guide");
        var forPublishers = new FakeWorker(world, JobType.JT_PUBLISHER, "guide");
        world.dispatches("guide");

        assertThat(forParticipants.offers())
                .extracting(offer -> offer.getJob().getParticipant().getIdentity())
                .containsExactly("ada", "bob");
        assertThat(forPublishers.offers())
                .extracting(offer -> offer.getJob().getParticipant().getIdentity())
                .containsExactly("bob");
    }

    @Test
    void nobodyComesForWhoHasLeft() {
        FakeWorker early = worker(JobType.JT_PARTICIPANT);
        world.opens();
        world.comes("ada");
        world.leaves("ada", DisconnectReason.CLIENT_INITIATED);
        early.accept(early.asked(), "agent");
        assertThat(early.assigned()).isEmpty();
        early.dies();

        world.comes("bob");
        world.leaves("bob", DisconnectReason.CLIENT_INITIATED);
        assertThat(worker(JobType.JT_PARTICIPANT).offers()).isEmpty();
    }

    @Test
    void aDispatchTellsWhatWasAskedFor() throws Exception {
        world.opens();
        var made = world.dispatches("guide");
        FakeWorker guide = worker("guide");

        assertThat(made.getId()).startsWith("AD_");
        assertThat(made.getState().getCreatedAt()).isEqualTo(1_000);
        assertThat(made.getMetadata()).isEqualTo("about");
        assertThat(NewerFields.texts(made, 8)).containsEntry("lang", "en");
        assertThat(job(guide).getDispatchId()).isEqualTo(made.getId());
        assertThat(job(guide).getMetadata()).isEqualTo("about");
        assertThat(NewerFields.texts(job(guide), 12)).containsEntry("lang", "en");
        assertThat(world.dispatcher.list(DispatcherWorld.ROOM.sid(), made.getId()))
                .hasSize(1);
        assertThat(world.dispatcher.list(DispatcherWorld.ROOM.sid(), "")).hasSize(2);
        assertThat(world.dispatcher.list(DispatcherWorld.ROOM.sid(), "AD_none")).isEmpty();
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
    void theLessBusyGetMore() {
        FakeWorker idle = worker("");
        FakeWorker busy = worker("");
        idle.says(WorkerStatus.WS_AVAILABLE, 0.1);
        busy.says(WorkerStatus.WS_AVAILABLE, 0.7);
        for (int i = 0; i < 1_000; i++) {
            world.dispatcher.opened(world.now, DispatcherWorld.room("r" + i), List.of());
            int asked = idle.offers().size() + busy.offers().size();
            assertThat(asked).isEqualTo(i + 1);
            FakeWorker last = idle.worker().offered().isEmpty() ? busy : idle;
            last.accept(last.asked(), "agent");
        }
        assertThat(idle.offers()).hasSizeBetween(700, 800);
    }

    @Test
    void whoIsFullIsNotAskedUntilItHasRoomAgain() {
        FakeWorker worker = worker("");
        worker.says(WorkerStatus.WS_FULL, 0.5);
        world.opens();
        assertThat(worker.offers()).isEmpty();
        worker.says(WorkerStatus.WS_AVAILABLE, 1);
        assertThat(worker.offers()).isEmpty();
        worker.says(WorkerStatus.WS_AVAILABLE, Double.NaN);
        assertThat(worker.offers()).isEmpty();
        worker.says(WorkerStatus.WS_AVAILABLE, -3);
        assertThat(worker.offers()).hasSize(1);
    }

    @Test
    void oneWorkerIsAskedAboutSomeJobsAtATime() {
        for (int i = 0; i < 100; i++) {
            world.dispatcher.opened(world.now, DispatcherWorld.room("r" + i), List.of());
        }
        FakeWorker worker = worker("");
        assertThat(worker.offers()).hasSize(16);
        worker.accept(worker.asked(), "agent");
        assertThat(worker.offers()).hasSize(17);
        worker.refuse(worker.asked());
        assertThat(worker.offers()).hasSize(18);
    }

    @Test
    void anAgentThatNoRoomWouldLetInIsARefusal() {
        FakeWorker worker = worker("");
        world.opens();
        world.fault = "identity: too odd";
        worker.accept(worker.asked(), "odd");
        assertThat(worker.assigned()).isEmpty();
        assertThat(world.counters.total(JobOutcome.REFUSED)).isEqualTo(1);
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

    @Test
    void whatARoomCostsIsBounded() {
        AgentLimits all = AgentLimits.DEFAULT;
        var small = new DispatcherWorld(new AgentLimits(
                all.workers(),
                all.workersOfKey(),
                all.registerWithin(),
                all.answerWithin(),
                all.offersOfWorker(),
                all.askAgain(),
                all.askAgainAtMost(),
                all.leftWith(),
                all.farewell(),
                2,
                5,
                1,
                all.errorLength(),
                all.messagesPerSecond(),
                all.messageBurst(),
                all.bytesPerSecond(),
                all.byteBurst()));
        small.opens();
        small.dispatches("guide");
        assertThatThrownBy(() -> small.dispatches("guide")).hasMessage("room: more than 2 dispatches");
        for (String name : List.of("ada", "bob", "cyd")) {
            small.comes(name);
        }
        assertThat(small.counters.total(JobOutcome.SHED)).isEqualTo(3);

        var guide = new FakeWorker(small, JobType.JT_PARTICIPANT, "guide");
        String ada = guide.asked();
        guide.accept(ada, "for-ada");
        guide.says(ada, JobStatus.JS_SUCCESS, "");
        small.comes("dee");
        guide.accept(guide.asked(), "for-dee");
        guide.says(guide.asked(), JobStatus.JS_SUCCESS, "");
        assertThat(small.dispatcher
                        .list(DispatcherWorld.ROOM.sid(), "")
                        .get(1)
                        .getState()
                        .getJobsList())
                .extracting(Job::getId)
                .containsExactly(guide.asked());
    }
}
