package org.auralink.media.node.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgent.UpdateWorkerStatus;
import livekit.LivekitAgent.WorkerMessage;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.ServerInfo;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.access.Doors;
import org.auralink.media.node.agents.AgentCounters.WorkerOutcome;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.events.EventLimits;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.http.HttpLimits;
import org.auralink.media.node.http.HttpServer;
import org.auralink.media.node.http.Routes;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.node.rooms.RoomSettings;
import org.auralink.media.node.token.TokenIssuer;
import org.auralink.media.node.token.Tokens;
import org.auralink.media.room.RoomLimits;
import org.auralink.media.room.RoomTuning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at {@code /agent}, and who does not stay. */
@Timeout(60)
class WorkerDoorTest {
    private Agents agents;
    private HttpServer server;

    @BeforeEach
    void start() {
        serve(AgentLimits.DEFAULT.registerWithin());
    }

    private void serve(Duration registerWithin) {
        var config = TestNode.config("");
        var clock = InstantSource.system();
        var rooms = new RoomRegistry(
                List.of(), new EventLog("boot", EventLimits.DEFAULT), clock, RoomLimits.DEFAULT, RoomTuning.DEFAULT);
        agents = new Agents(
                rooms,
                new RoomSettings(config.room()),
                Doors.open(),
                new NodeHands(
                        rooms,
                        new TokenIssuer(new ApiKeys(Map.of(Tokens.KEY, Tokens.SECRET)), clock),
                        new Descriptions(config.limit())),
                ServerInfo.getDefaultInstance(),
                clock,
                limits(registerWithin));
        server = HttpServer.start(
                List.of(InetAddress.getLoopbackAddress()), 0, new Routes().exact("/agent", agents), HttpLimits.DEFAULT);
    }

    private static AgentLimits limits(Duration registerWithin) {
        AgentLimits all = AgentLimits.DEFAULT;
        return new AgentLimits(
                3,
                2,
                registerWithin,
                all.answerWithin(),
                all.offersOfWorker(),
                all.askAgain(),
                all.askAgainAtMost(),
                all.leftWith(),
                all.farewell(),
                all.dispatchesOfRoom(),
                all.jobsOfRoom(),
                all.endedJobs(),
                all.errorLength(),
                all.messagesPerSecond(),
                all.messageBurst(),
                all.bytesPerSecond(),
                all.byteBurst());
    }

    @AfterEach
    void stop() {
        agents.close();
        server.close();
    }

    private long counted(WorkerOutcome outcome) {
        return agents.counters().total(outcome);
    }

    @Test
    void aPageIsNotFoundThere() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/agent"))
                .header("Authorization", "Bearer " + RawWorker.token())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whoMayNotProvideAgentsIsRefused() {
        assertThat(RawWorker.refusal(server.port(), Tokens.join("ada", "r"))).isEqualTo(401);
        assertThat(RawWorker.refusal(server.port(), Tokens.admin("r"))).isEqualTo(401);
        assertThat(RawWorker.refusal(server.port(), "rubbish")).isEqualTo(401);
        assertThat(counted(WorkerOutcome.REFUSED)).isEqualTo(3);
    }

    @Test
    void whoDoesNotRegisterInTimeIsLetGo() {
        stop();
        serve(Duration.ofMillis(50));
        try (RawWorker worker = RawWorker.connect(server.port())) {
            assertThat(worker.closing()).isEqualTo("1008 expected the registration of a worker");
            assertThat(counted(WorkerOutcome.SILENT)).isEqualTo(1);
        }
    }

    @Test
    void whoSaysAnythingElseFirstIsLetGo() {
        try (RawWorker worker = RawWorker.connect(server.port())) {
            worker.send(WorkerMessage.newBuilder()
                    .setUpdateWorker(UpdateWorkerStatus.newBuilder().setLoad(0.5f))
                    .build());
            assertThat(worker.closing()).isEqualTo("1008 expected the registration of a worker first");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whoRegistersAsNobodyKnowsWhatIsLetGo(int which) {
        var odd = List.of(
                RegisterWorkerRequest.newBuilder().setTypeValue(7).build(),
                RegisterWorkerRequest.newBuilder().setAgentName("x".repeat(257)).build(),
                RegisterWorkerRequest.newBuilder()
                        .setAllowedPermissions(
                                ParticipantPermission.newBuilder().addCanPublishSourcesValue(99))
                        .build(),
                RegisterWorkerRequest.newBuilder()
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        9,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addLengthDelimited(ByteString.copyFromUtf8("blue_green"))
                                                .build())
                                .build())
                        .build());
        var said = List.of(
                "type: expected JT_ROOM",
                "agent_name: longer than 256",
                "allowed_permissions.can_publish_sources: a source",
                "deployment: blanks, control characters and _");
        try (RawWorker worker = RawWorker.connect(server.port())) {
            worker.send(WorkerMessage.newBuilder().setRegister(odd.get(which)).build());
            assertThat(worker.closing()).startsWith("1008 " + said.get(which));
        }
    }

    @Test
    void whatIsNoMessageEndsTheConnection() throws Exception {
        try (RawWorker worker = RawWorker.registered(server.port(), JobType.JT_ROOM, "")) {
            worker.sendBytes(new byte[] {(byte) 0xff, (byte) 0xff, 3});
            assertThat(worker.closing()).startsWith("1007 expected livekit.WorkerMessage");
            assertThat(counted(WorkerOutcome.MALFORMED)).isEqualTo(1);
        }
        try (RawWorker worker = RawWorker.connect(server.port())) {
            worker.sendText("{\"register\":{},\"register\":{}}");
            assertThat(worker.closing()).startsWith("1007 expected each name once");
        }
    }

    @Test
    void whoSendsTooMuchIsLetGo() throws Exception {
        try (RawWorker worker = RawWorker.registered(server.port(), JobType.JT_ROOM, "")) {
            worker.tryToSend(
                    WorkerMessage.newBuilder()
                            .setUpdateWorker(UpdateWorkerStatus.newBuilder().setLoad(0.5f))
                            .build(),
                    2_000);
            assertThat(worker.closing()).isEqualTo("1008 too many messages");
        }
        try (RawWorker worker = RawWorker.connect(server.port())) {
            worker.sendBytes(new byte[1024 * 1024 + 1]);
            assertThat(worker.closing()).startsWith("1008 more than 1048576 bytes");
            assertThat(counted(WorkerOutcome.TOO_MUCH)).isEqualTo(2);
        }
    }

    @Test
    void thereIsRoomForSomeOfEachKeyAndAgainWhenTheyAreGone() throws Exception {
        try (RawWorker first = RawWorker.registered(server.port(), JobType.JT_ROOM, "")) {
            try (RawWorker second = RawWorker.registered(server.port(), JobType.JT_ROOM, "")) {
                assertThat(second).isNotSameAs(first);
                assertThat(RawWorker.refusal(server.port(), RawWorker.token())).isEqualTo(503);
                assertThat(counted(WorkerOutcome.FULL)).isEqualTo(1);
            }
            Waiting.until("a place to be free", Duration.ofSeconds(10), this::isAdmitted);
        }
    }

    private boolean isAdmitted() {
        try (RawWorker worker = RawWorker.connect(server.port())) {
            return worker != null;
        } catch (CompletionException e) {
            return false;
        }
    }

    @Test
    void seatsAreCountedInAllToo() {
        var seats = new WorkerSeats(limits(Duration.ofSeconds(1)));
        assertThat(seats.take("a")).isTrue();
        assertThat(seats.take("a")).isTrue();
        assertThat(seats.take("a")).isFalse();
        assertThat(seats.take("b")).isTrue();
        assertThat(seats.take("b")).isFalse();
        seats.leave("a");
        assertThat(seats.take("b")).isTrue();
    }
}
