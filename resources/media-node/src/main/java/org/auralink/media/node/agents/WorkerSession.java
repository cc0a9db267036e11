package org.auralink.media.node.agents;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.WorkerMessage;
import livekit.LivekitModels.ParticipantPermission;
import org.auralink.media.node.agents.AgentCounters.WorkerOutcome;
import org.auralink.media.node.http.WebSocket;
import org.auralink.media.node.http.WebSocketListener;
import org.auralink.media.node.protocol.AgentFields;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.node.protocol.ProtoJson;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.node.protocol.SafeProtobuf;
import org.auralink.media.room.model.Permission;
import org.auralink.media.transport.TokenBucket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a worker. Messages are read by the thread that brings them, and handled on that of the agents. The
 * first has to be its registration; the first answer is the worker's id.
 */
final class WorkerSession implements WebSocketListener, WorkerLink {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);

    /** RFC 6455 7.4.1: a payload that is not what it should be. */
    private static final int INVALID_PAYLOAD = 1007;

    private static final int MAX_NAME = 256;

    /** What agents may do whose worker says nothing about it; LiveKit's. */
    private static final Permission STANDARD = Models.permission(ParticipantPermission.newBuilder()
            .setCanSubscribe(true)
            .setCanPublish(true)
            .setCanPublishData(true)
            .setCanUpdateMetadata(true)
            .build());

    private final WorkerServices services;
    private final String apiKey;
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable WebSocket socket;
    private volatile boolean json;
    /** On the agents' thread. */
    private @Nullable Worker worker;

    /** @param apiKey of the token with which the worker came */
    WorkerSession(WorkerServices services, String apiKey) {
        this.services = services;
        this.apiKey = apiKey;
        AgentLimits limits = services.limits();
        messages = new TokenBucket(limits.messagesPerSecond(), limits.messageBurst());
        bytes = new TokenBucket(limits.bytesPerSecond(), limits.byteBurst());
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        services.thread().after(services.limits().registerWithin(), now -> {
            if (worker == null) {
                services.counters().count(WorkerOutcome.SILENT);
                close(WebSocket.POLICY_VIOLATION, "expected the registration of a worker");
            }
        });
    }

    @Override
    public boolean onFrame(int size) {
        long now = System.nanoTime();
        if (messages.take(now, 1) && bytes.take(now, size)) {
            return true;
        }
        services.counters().count(WorkerOutcome.TOO_MUCH);
        return false;
    }

    @Override
    public void onBinary(byte[] message) {
        var read = WorkerMessage.newBuilder();
        try {
            SafeProtobuf.merge(message, read, InputLimits.WORKER);
            json = false;
            take(read.build());
        } catch (InputException e) {
            refuse(e);
        }
    }

    @Override
    public void onText(byte[] message) {
        var read = WorkerMessage.newBuilder();
        try {
            SafeJson.merge(message, read, InputLimits.WORKER_JSON);
            json = true;
            take(read.build());
        } catch (InputException e) {
            refuse(e);
        }
    }

    private void refuse(InputException refusal) {
        boolean tooMuch = refusal.kind() == InputException.Kind.TOO_MUCH;
        services.counters().count(tooMuch ? WorkerOutcome.TOO_MUCH : WorkerOutcome.MALFORMED);
        close(tooMuch ? WebSocket.POLICY_VIOLATION : INVALID_PAYLOAD, String.valueOf(refusal.getMessage()));
    }

    private void take(WorkerMessage message) {
        services.thread()
                .run(
                        now -> {
                            if (!over.get()) {
                                handle(now, message);
                            }
                        },
                        () -> close(WebSocket.INTERNAL_ERROR, "internal error"));
    }

    private void handle(long now, WorkerMessage message) {
        if (message.getMessageCase() == WorkerMessage.MessageCase.PING) {
            long asked = message.getPing().getTimestamp();
            send(AgentMessages.pong(asked, services.clock().millis()));
            return;
        }
        Worker known = worker;
        if (known == null) {
            if (message.hasRegister()) {
                register(now, message.getRegister());
            } else {
                services.counters().count(WorkerOutcome.REFUSED);
                close(WebSocket.POLICY_VIOLATION, "expected the registration of a worker first");
            }
            return;
        }
        Dispatcher dispatcher = services.dispatcher();
        switch (message.getMessageCase()) {
            case AVAILABILITY -> dispatcher.answered(now, known, message.getAvailability());
            case UPDATE_WORKER -> dispatcher.status(now, known, message.getUpdateWorker());
            case UPDATE_JOB -> dispatcher.updated(known, message.getUpdateJob());
            case SIMULATE_JOB -> dispatcher.simulate(now, known, message.getSimulateJob());
            // A second registration, a migration (without an effect in LiveKit's server too), or what is newer than us.
            default -> LOG.debug("Message {} of a worker has no effect", message.getMessageCase());
        }
    }

    private void register(long now, RegisterWorkerRequest request) {
        String fault = fault(request);
        if (!fault.isEmpty()) {
            services.counters().count(WorkerOutcome.REFUSED);
            close(WebSocket.POLICY_VIOLATION, fault);
            return;
        }
        var registration = new WorkerRegistration(
                apiKey,
                request.getType(),
                request.getAgentName(),
                request.getNamespace(),
                AgentFields.deployment(request),
                request.getVersion(),
                request.hasAllowedPermissions() ? Models.permission(request.getAllowedPermissions()) : STANDARD);
        services.counters().count(WorkerOutcome.REGISTERED);
        worker = services.dispatcher()
                .register(
                        now,
                        registration,
                        this,
                        registered -> send(AgentMessages.registered(registered.id(), services.server())));
        LOG.info("Worker {} registered for {}", worker.id(), registration.type());
    }

    /** What is wrong with it; empty when nothing is. */
    static String fault(RegisterWorkerRequest request) {
        if (request.getType() == JobType.UNRECOGNIZED) {
            return "type: expected JT_ROOM, JT_PUBLISHER or JT_PARTICIPANT";
        }
        var names = Map.of(
                "agent_name", request.getAgentName(),
                "namespace", request.getNamespace(),
                "version", request.getVersion());
        for (Map.Entry<String, String> name : names.entrySet()) {
            if (name.getValue().codePointCount(0, name.getValue().length()) > MAX_NAME) {
                return name.getKey() + ": longer than " + MAX_NAME + " characters";
            }
        }
        if (!request.getAllowedPermissions().getCanPublishSourcesValueList().stream()
                .allMatch(Models::isSource)) {
            return "allowed_permissions.can_publish_sources: a source that is not known";
        }
        String deployment = AgentFields.faultOfDeployment(AgentFields.deployment(request));
        return deployment == null ? "" : deployment;
    }

    @Override
    public void send(ServerMessage message) {
        WebSocket open = socket;
        if (open == null || over.get()) {
            return;
        }
        if (json) {
            open.sendText(ProtoJson.plain(message));
        } else {
            open.sendBinary(message.toByteArray());
        }
    }

    @Override
    public void close(int code, String reason) {
        WebSocket open = socket;
        if (open != null) {
            open.close(code, reason);
        }
    }

    @Override
    public void onClosed() {
        if (over.compareAndSet(false, true)) {
            services.seats().leave(apiKey);
            services.thread().run(now -> {
                Worker gone = worker;
                if (gone != null) {
                    LOG.info("Worker {} is gone", gone.id());
                    services.dispatcher().gone(now, gone);
                }
            });
        }
    }
}
