package org.auralink.media.node.agents;

import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.WorkerMessage;
import org.auralink.media.node.RawSocket;
import org.auralink.media.node.token.Tokens;

/** A worker that speaks nothing but the protocol, over a WebSocket. */
final class RawWorker implements AutoCloseable {
    private final RawSocket<ServerMessage> socket;

    private RawWorker(int port, String token) {
        socket = new RawSocket<>("ws://127.0.0.1:" + port + "/agent?protocol=1", token, ServerMessage.parser());
    }

    static String token() {
        return Tokens.of("", "{\"agent\":true}");
    }

    static RawWorker connect(int port) {
        return new RawWorker(port, token());
    }

    /** The HTTP status with which a worker with this token is refused. */
    static int refusal(int port, String token) {
        return RawSocket.refusal(() -> new RawWorker(port, token));
    }

    /** A worker that has registered. */
    static RawWorker registered(int port, JobType type, String agentName) throws InterruptedException {
        RawWorker worker = connect(port);
        worker.send(registration(type, agentName));
        if (!worker.next().hasRegister()) {
            throw new AssertionError("the first message is not that it is registered");
        }
        return worker;
    }

    static WorkerMessage registration(JobType type, String agentName) {
        return WorkerMessage.newBuilder()
                .setRegister(RegisterWorkerRequest.newBuilder()
                        .setType(type)
                        .setAgentName(agentName)
                        .setVersion("1.0"))
                .build();
    }

    void send(WorkerMessage message) {
        sendBytes(message.toByteArray());
    }

    void sendBytes(byte[] bytes) {
        socket.sendBytes(bytes);
    }

    void sendText(String text) {
        socket.sendText(text);
    }

    /** Sends the same again and again until the node has enough of it. */
    void tryToSend(WorkerMessage message, int times) {
        byte[] bytes = message.toByteArray();
        for (int i = 0; i < times && socket.tryToSend(bytes); i++) {
            // Until it is closed.
        }
    }

    ServerMessage next() throws InterruptedException {
        return socket.next();
    }

    /** The job that it is asked about next. */
    Job offered() throws InterruptedException {
        ServerMessage message = next();
        if (!message.hasAvailability()) {
            throw new AssertionError("not asked: " + message.getMessageCase());
        }
        return message.getAvailability().getJob();
    }

    /** Takes a job; the token for its agent. */
    String accept(Job job, String identity) throws InterruptedException {
        send(WorkerMessage.newBuilder()
                .setAvailability(AvailabilityResponse.newBuilder()
                        .setJobId(job.getId())
                        .setAvailable(true)
                        .setParticipantIdentity(identity)
                        .setParticipantName("Agent")
                        .setParticipantMetadata("m")
                        .putParticipantAttributes("mood", "good"))
                .build());
        ServerMessage message = next();
        if (!message.hasAssignment()) {
            throw new AssertionError("not assigned: " + message.getMessageCase());
        }
        return message.getAssignment().getToken();
    }

    String nextText() throws InterruptedException {
        return socket.nextText();
    }

    /** Code and reason of the close frame. */
    String closing() {
        return socket.closeCode() + " " + socket.closeReason();
    }

    @Override
    public void close() {
        socket.close();
    }
}
