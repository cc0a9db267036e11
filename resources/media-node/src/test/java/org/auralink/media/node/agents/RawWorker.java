package org.auralink.media.node.agents;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.WorkerMessage;
import org.auralink.media.node.token.Tokens;

/** A worker that speaks nothing but the protocol, over a WebSocket. */
final class RawWorker implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<ServerMessage> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private RawWorker(int port, String token) {
        socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/agent?protocol=1"), new Receiver())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static String token() {
        return Tokens.of("", "{\"agent\":true}");
    }

    static RawWorker connect(int port) {
        return new RawWorker(port, token());
    }

    /** The HTTP status with which a worker with this token is refused. */
    static int refusal(int port, String token) {
        try (RawWorker admitted = new RawWorker(port, token)) {
            throw new AssertionError("was admitted: " + admitted);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
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
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends the same again and again until the node has enough of it. */
    void tryToSend(WorkerMessage message, int times) {
        byte[] bytes = message.toByteArray();
        for (int i = 0; i < times && !closed.isDone(); i++) {
            try {
                sendBytes(bytes);
            } catch (CompletionException e) {
                return;
            }
        }
    }

    ServerMessage next() throws InterruptedException {
        ServerMessage message = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError("no message arrived");
        }
        return message;
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
        String text = texts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (text == null) {
            throw new AssertionError("no text arrived");
        }
        return text;
    }

    /** Code and reason of the close frame. */
    String closing() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Receiver implements WebSocket.Listener {
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            binary.writeBytes(part);
            if (last) {
                try {
                    received.add(ServerMessage.parseFrom(binary.toByteArray()));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
                binary.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String why) {
            closed.complete(code + " " + why);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete("1006 ");
        }
    }
}
