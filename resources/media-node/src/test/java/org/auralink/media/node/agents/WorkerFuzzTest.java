package org.auralink.media.node.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgent.SimulateJobRequest;
import livekit.LivekitAgent.UpdateJobStatus;
import livekit.LivekitAgent.UpdateWorkerStatus;
import livekit.LivekitAgent.WorkerMessage;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitModels;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.NewerFields;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.node.protocol.SafeProtobuf;
import org.auralink.testkit.fuzz.MessageDoor;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.junit.jupiter.api.Test;

/** What workers say, and what is asked about agents, read as the node reads it: understood or refused, never costly. */
class WorkerFuzzTest {
    private static final Descriptions DESCRIPTIONS =
            new Descriptions(TestNode.config("").limit());

    private static final List<WorkerMessage> SAID = List.of(
            WorkerMessage.newBuilder()
                    .setRegister(RegisterWorkerRequest.newBuilder()
                            .setType(JobType.JT_PUBLISHER)
                            .setAgentName("guide")
                            .setAllowedPermissions(LivekitModels.ParticipantPermission.newBuilder()
                                    .addCanPublishSourcesValue(1)))
                    .build(),
            WorkerMessage.newBuilder()
                    .setAvailability(AvailabilityResponse.newBuilder()
                            .setJobId("AJ_0")
                            .setAvailable(true)
                            .setParticipantIdentity("agent")
                            .putAllParticipantAttributes(Map.of("a", "b")))
                    .build(),
            WorkerMessage.newBuilder()
                    .setUpdateWorker(UpdateWorkerStatus.newBuilder()
                            .setStatusValue(1)
                            .setLoad(0.5f)
                            .setJobCount(3))
                    .build(),
            WorkerMessage.newBuilder()
                    .setUpdateJob(UpdateJobStatus.newBuilder()
                            .setJobId("AJ_0")
                            .setStatusValue(3)
                            .setError("e"))
                    .build(),
            WorkerMessage.newBuilder()
                    .setSimulateJob(SimulateJobRequest.newBuilder()
                            .setRoom(LivekitModels.Room.newBuilder().setName("r"))
                            .setParticipant(
                                    LivekitModels.ParticipantInfo.newBuilder().setIdentity("ada")))
                    .build());

    private static List<byte[]> asked() {
        var request = CreateAgentDispatchRequest.newBuilder().setRoom("r").setAgentName("guide");
        NewerFields.addText(request, 5, "blue");
        NewerFields.addTexts(request, 6, Map.of("lang", "en"));
        return List.of(request.build().toByteArray());
    }

    /** A way into the node. */
    private enum Door implements MessageDoor {
        WORKER(
                InputLimits.WORKER.length(),
                SAID.stream().map(Message::toByteArray).toList()),
        WORKER_JSON(
                InputLimits.WORKER_JSON.length(), SAID.stream().map(Door::json).toList()),
        DISPATCH(InputLimits.SERVER_API.length(), asked());

        private final int most;
        private final List<byte[]> seeds;

        Door(int most, List<byte[]> seeds) {
            this.most = most;
            this.seeds = seeds;
        }

        @Override
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public int most() {
            return most;
        }

        @Override
        public List<byte[]> seeds() {
            return seeds;
        }

        @Override
        public void read(byte[] message) {
            var said = WorkerMessage.newBuilder();
            try {
                switch (this) {
                    case WORKER -> {
                        SafeProtobuf.merge(message, said, InputLimits.WORKER);
                        understand(said.build());
                    }
                    case WORKER_JSON -> {
                        SafeJson.merge(message, said, InputLimits.WORKER_JSON);
                        understand(said.build());
                    }
                    case DISPATCH -> {
                        var request = CreateAgentDispatchRequest.newBuilder();
                        SafeProtobuf.merge(message, request, InputLimits.SERVER_API);
                        String fault = DESCRIPTIONS.agent(request.build());
                        assertThat(fault == null || fault.length() < 500).isTrue();
                    }
                }
            } catch (InputException e) {
                assertThat(e).message().isNotEmpty().hasSizeLessThan(200);
            }
        }

        /** Said by a worker that is asked about one job and has another. */
        private static void understand(WorkerMessage message) {
            var world = new DispatcherWorld();
            var worker = new FakeWorker(world, JobType.JT_ROOM, "guide");
            world.opens("guide", "guide");
            worker.accept(worker.asked(), "agent");
            switch (message.getMessageCase()) {
                case REGISTER ->
                    assertThat(WorkerSession.fault(message.getRegister())).isNotNull();
                case AVAILABILITY ->
                    world.dispatcher.answered(
                            world.now,
                            worker.worker(),
                            message.getAvailability().toBuilder()
                                    .setJobId(worker.offers().get(0).getJob().getId())
                                    .build());
                case UPDATE_WORKER -> world.dispatcher.status(world.now, worker.worker(), message.getUpdateWorker());
                case UPDATE_JOB ->
                    world.dispatcher.updated(
                            worker.worker(),
                            message.getUpdateJob().toBuilder()
                                    .setJobId(worker.asked())
                                    .build());
                case SIMULATE_JOB -> world.dispatcher.simulate(world.now, worker.worker(), message.getSimulateJob());
                default -> assertThat(message).isNotNull();
            }
            world.dispatcher.tick(world.now);
            world.dispatcher.list(DispatcherWorld.ROOM.sid(), "");
        }

        private static byte[] json(Message message) {
            try {
                return JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8);
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final MessageFuzz fuzz = new MessageFuzz(WorkerFuzzTest.class, List.of(Door.values()));

    @Test
    void keptInputsAreReadOrRefusedInTime() {
        fuzz.readKept();
    }

    @Test
    void messagesThatNobodyThoughtOfAreReadOrRefusedInTime() {
        fuzz.readNew();
    }
}
