package org.auralink.media.node.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.WorkerStatus;
import org.auralink.media.node.agents.AgentCounters.JobOutcome;
import org.auralink.media.node.protocol.NewerFields;
import org.auralink.media.room.model.DisconnectReason;
import org.junit.jupiter.api.Test;

/** Which jobs rooms give rise to, and who is asked about them. */
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
