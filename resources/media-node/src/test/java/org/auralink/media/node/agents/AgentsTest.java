package org.auralink.media.node.agents;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.livekit.server.AgentDispatchServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.UpdateJobStatus;
import livekit.LivekitAgent.WorkerMessage;
import livekit.LivekitAgent.WorkerPing;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitModels;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retrofit2.Response;

/** Workers over real WebSockets, LiveKit's Java server SDK, and people who join, against a running node. */
@Timeout(60)
class AgentsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static TestNode node;
    private static AgentDispatchServiceClient service;

    @BeforeAll
    static void start() {
        node = new TestNode("""
                room:
                  room_configurations:
                    guided: {agents: [{agent_name: preset-guide, metadata: from the preset}]}
                """);
        service = AgentDispatchServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static RawWorker worker(String agentName) throws InterruptedException {
        return RawWorker.registered(node.port(), JobType.JT_ROOM, agentName);
    }

    private static <T> T body(Response<T> response) {
        assertThat(response.isSuccessful())
                .as(() -> "answered " + response.code())
                .isTrue();
        return response.body();
    }

    private static JsonObject claims(String token) {
        String payload = token.split("\\.", -1)[1];
        return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    @Test
    void aWorkerIsToldItsIdFirstAndItsPingsAreAnswered() throws Exception {
        try (RawWorker worker = RawWorker.connect(node.port())) {
            worker.send(RawWorker.registration(JobType.JT_ROOM, "registering"));
            ServerMessage first = worker.next();
            assertThat(first.getRegister().getWorkerId()).matches("AW_[0-9A-Za-z]{12}");
            assertThat(first.getRegister().getServerInfo().getNodeId())
                    .isEqualTo(node.node().id());
            assertThat(first.getRegister().getServerInfo().getAgentProtocol()).isEqualTo(1);
            worker.send(WorkerMessage.newBuilder()
                    .setPing(WorkerPing.newBuilder().setTimestamp(77))
                    .build());
            assertThat(worker.next().getPong().getLastTimestamp()).isEqualTo(77);
        }
    }

    @Test
    void aWorkerThatSpeaksJsonIsAnsweredInJson() throws Exception {
        try (RawWorker worker = RawWorker.connect(node.port())) {
            worker.sendText("{\"register\":{\"type\":\"JT_ROOM\",\"agentName\":\"json\",\"deployment\":\"blue\"}}");
            assertThat(worker.nextText()).contains("\"register\":{\"workerId\":\"AW_");
            node.post("AgentDispatchService/CreateDispatch", Tokens.admin("texts"), """
                    {"room": "texts", "agentName": "json", "metadata": "m", "deployment": "blue",
                     "attributes": {"tone": "kind"}}""");
            assertThat(worker.nextText())
                    .contains("\"metadata\":\"m\"", "\"deployment\":\"blue\"", "\"attributes\":{\"tone\":\"kind\"}");
        }
    }

    @Test
    void anAgentGetsItsJobJoinsAsAnAgentAndIsLetGoWithTheRoom() throws Exception {
        try (RawWorker worker = worker("whole")) {
            node.post("RoomService/CreateRoom", Tokens.admin(""), """
                    {"name": "whole", "agents": [{"agent_name": "whole", "metadata": "hello"}]}""");
            Job job = worker.offered();
            assertThat(job.getRoom().getName()).isEqualTo("whole");
            assertThat(job.getMetadata()).isEqualTo("hello");
            String token = worker.accept(job, "helper");
            JsonObject claims = claims(token);
            assertThat(claims.get("kind").getAsString()).isEqualTo("agent");
            assertThat(claims.get("exp").getAsLong() - claims.get("nbf").getAsLong())
                    .isEqualTo(3_600);
            assertThat(claims.getAsJsonObject("video").get("room").getAsString())
                    .isEqualTo("whole");
            try (RawClient agent = RawClient.connect(node.port(), token, "")) {
                ParticipantInfo self = agent.next(JOIN).getJoin().getParticipant();
                assertThat(self.getKind()).isEqualTo(ParticipantInfo.Kind.AGENT);
                assertThat(self.getIdentity()).isEqualTo("helper");
                assertThat(self.getName()).isEqualTo("Agent");
                assertThat(self.getMetadata()).isEqualTo("m");
                assertThat(self.getAttributesMap())
                        .containsEntry("mood", "good")
                        .containsEntry("lk.agent_name", "whole");
                assertThat(self.getPermission().getAgent()).isTrue();
                assertThat(self.getPermission().getCanUpdateMetadata()).isTrue();

                node.post("RoomService/DeleteRoom", Tokens.admin(""), "{\"room\": \"whole\"}");

                assertThat(agent.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
                assertThat(worker.next().getTermination().getJobId()).isEqualTo(job.getId());
            }
        }
    }

    @Test
    void everyoneGetsAnAgentWhenTheyJoin() throws Exception {
        try (RawWorker worker = RawWorker.registered(node.port(), JobType.JT_PARTICIPANT, "joining");
                RawClient ada = joinWithAgent("ada", "joining", "joining")) {
            ada.next(JOIN);
            Job job = worker.offered();
            assertThat(job.getType()).isEqualTo(JobType.JT_PARTICIPANT);
            assertThat(job.getParticipant().getIdentity()).isEqualTo("ada");
            try (RawClient agent = RawClient.connect(node.port(), worker.accept(job, "agent-of-ada"), "");
                    RawClient bob = node.join("bob", "joining")) {
                agent.next(JOIN);
                bob.next(JOIN);
                assertThat(worker.offered().getParticipant().getIdentity()).isEqualTo("bob");
            }
        }
    }

    /** Joins with a token that dispatches an agent to the room that it opens. */
    private static RawClient joinWithAgent(String identity, String room, String agentName) {
        String claims = "{\"roomJoin\":true,\"room\":\"" + room + "\"},\"roomConfig\":{\"agents\":[{\"agentName\":\""
                + agentName + "\"}]}";
        return RawClient.connect(node.port(), Tokens.of(identity, claims), "");
    }

    @Test
    void agentsOfAPresetComeToItsRooms() throws Exception {
        try (RawWorker worker = worker("preset-guide")) {
            String claims = "{\"roomJoin\":true,\"room\":\"preset\"},\"roomPreset\":\"guided\"";
            try (RawClient ada = RawClient.connect(node.port(), Tokens.of("ada", claims), "")) {
                ada.next(JOIN);
                assertThat(worker.offered().getMetadata()).isEqualTo("from the preset");
            }
        }
    }

    @Test
    void aDispatchOpensItsRoomAndWaitsForItsWorker() throws Exception {
        AgentDispatch made =
                body(service.createDispatch("waiting", "later", "about").execute());
        assertThat(made.getId()).matches("AD_[0-9A-Za-z]{12}");
        assertThat(made.getRoom()).isEqualTo("waiting");
        assertThat(made.getState().getCreatedAt()).isPositive();
        assertThat(body(service.listDispatch("waiting").execute()))
                .extracting(AgentDispatch::getAgentName)
                .containsExactly("", "later");
        try (RawWorker worker = worker("later")) {
            Job job = worker.offered();
            assertThat(job.getDispatchId()).isEqualTo(made.getId());
            assertThat(job.getMetadata()).isEqualTo("about");
            worker.accept(job, "later");
            worker.send(WorkerMessage.newBuilder()
                    .setUpdateJob(
                            UpdateJobStatus.newBuilder().setJobId(job.getId()).setStatus(JobStatus.JS_SUCCESS))
                    .build());
            Waiting.until(
                    "the job to have ended",
                    SOON,
                    () -> jobs(made).stream().anyMatch(each -> each.getState().getStatus() == JobStatus.JS_SUCCESS));
        }
    }

    private static List<Job> jobs(AgentDispatch dispatch) {
        try {
            return body(service.listDispatch(dispatch.getRoom()).execute()).stream()
                    .filter(each -> each.getId().equals(dispatch.getId()))
                    .flatMap(each -> each.getState().getJobsList().stream())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherWorkerTakesOverAndItsAgentReplacesTheOther() throws Exception {
        AgentDispatch made = body(service.createDispatch("taking", "over").execute());
        try (RawWorker second = worker("over")) {
            second.accept(second.offered(), "agent");
            second.close();
            try (RawWorker third = worker("over")) {
                ServerMessage again = third.next();
                assertThat(again.getAvailability().getResuming()).isTrue();
                String token = third.accept(again.getAvailability().getJob(), "agent");
                try (RawClient agent = RawClient.connect(node.port(), token, "")) {
                    agent.next(JOIN);
                    Waiting.until(
                            "the job to run",
                            SOON,
                            () -> jobs(made).stream()
                                    .anyMatch(each -> each.getState().getStatus() == JobStatus.JS_RUNNING));
                    agent.send(SignalRequest.newBuilder()
                            .setLeave(LeaveRequest.newBuilder().setReason(DisconnectReason.CLIENT_INITIATED))
                            .build());
                    assertThat(third.next().hasTermination()).isTrue();
                }
            }
        }
        assertThat(jobs(made)).hasSize(1);
    }

    @Test
    void theAgentOfADeletedDispatchIsToldToGo() throws Exception {
        AgentDispatch made = body(service.createDispatch("deleted", "gone").execute());
        try (RawWorker worker = worker("gone")) {
            Job job = worker.offered();
            try (RawClient agent = RawClient.connect(node.port(), worker.accept(job, "agent"), "")) {
                agent.next(JOIN);
                body(service.deleteDispatch("deleted", made.getId()).execute());
                assertThat(worker.next().getTermination().getJobId()).isEqualTo(job.getId());
                // It stays, and so it is made to go.
                assertThat(agent.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            }
        }
        assertThat(service.deleteDispatch("deleted", made.getId()).execute().code())
                .isEqualTo(404);
    }

    @Test
    void dispatchesAreAnsweredInJsonToo() throws Exception {
        String admin = Tokens.admin("json");
        var made = node.post("AgentDispatchService/CreateDispatch", admin, """
                {"room": "json", "agent_name": "guide", "metadata": "m", "deployment": "blue",
                 "attributes": {"tone": "kind"}}""");
        assertThat(made.statusCode()).isEqualTo(200);
        JsonObject told = JsonParser.parseString(made.body()).getAsJsonObject();
        String id = told.get("id").getAsString();
        assertThat(told.get("deployment").getAsString()).isEqualTo("blue");
        assertThat(told.getAsJsonObject("attributes").get("tone").getAsString()).isEqualTo("kind");
        var refused = node.post(
                "AgentDispatchService/CreateDispatch", admin, "{\"room\": \"json\", \"deployment\": \"a_b\"}");
        assertThat(refused.body()).contains("deployment: blanks, control characters and _ are not allowed");
        JsonArray listed = JsonParser.parseString(node.post(
                                "AgentDispatchService/ListDispatch",
                                admin,
                                "{\"room\": \"json\", \"dispatch_id\": \"" + id + "\"}")
                        .body())
                .getAsJsonObject()
                .getAsJsonArray("agent_dispatches");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).getAsJsonObject().getAsJsonObject("state").getAsJsonArray("jobs"))
                .isEmpty();
    }

    @Test
    void dispatchingTakesARoomsAdministrator() throws Exception {
        String create = "AgentDispatchService/CreateDispatch";
        assertThat(node.post(create, Tokens.admin("another"), "{\"room\":\"r\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(node.post(create, RawWorker.token(), "{\"room\":\"r\"}").body())
                .contains("\"msg\":\"permissions denied\"");
        var named = node.post(create, Tokens.admin("r"), "{\"room\":\"r\",\"agent_name\":\"" + "x".repeat(257) + "\"}");
        assertThat(named.statusCode()).isEqualTo(400);
        assertThat(named.body()).contains("agent_name: longer than 256 characters");
        var absent = node.post("AgentDispatchService/ListDispatch", Tokens.admin("none"), "{\"room\":\"none\"}");
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(absent.body()).contains("requested room does not exist");
    }

    @Test
    void whereJoiningOpensNoRoomsDispatchingDoesNotEither() throws Exception {
        try (var strict = new TestNode("room: {auto_create: false}")) {
            String create = "AgentDispatchService/CreateDispatch";
            assertThat(strict.post(create, Tokens.admin("r"), "{\"room\":\"r\"}")
                            .statusCode())
                    .isEqualTo(404);
            strict.post("RoomService/CreateRoom", Tokens.admin("r"), "{\"name\":\"r\"}");
            assertThat(strict.post(create, Tokens.admin("r"), "{\"room\":\"r\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatWorkersDoIsCounted() throws Exception {
        try (RawWorker worker = worker("counted")) {
            Waiting.until("the metrics to tell of the worker", SOON, AgentsTest::tellsOfWorkers);
            assertThat(worker).isNotNull();
        }
    }

    private static boolean tellsOfWorkers() {
        try {
            return node.metrics().matches("(?s).*\nauralink_agent_workers\\{[^}]*} [1-9].*");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theRoomOfAnAgentAloneEndsWithItsPeople() throws Exception {
        try (RawWorker worker = worker("alone")) {
            node.post("RoomService/CreateRoom", Tokens.admin(""), """
                    {"name": "alone", "empty_timeout": 1, "agents": [{"agent_name": "alone"}]}""");
            Job job = worker.offered();
            try (RawClient agent = RawClient.connect(node.port(), worker.accept(job, "agent"), "")) {
                LivekitModels.Room room = agent.next(JOIN).getJoin().getRoom();
                assertThat(room.getNumParticipants()).isZero();
                assertThat(agent.next(LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.ROOM_CLOSED);
                assertThat(worker.next().getTermination().getJobId()).isEqualTo(job.getId());
            }
        }
    }
}
