package org.auralink.media.node.agents;

import java.util.LinkedHashMap;
import java.util.Map;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.UpdateWorkerStatus;
import livekit.LivekitAgent.WorkerStatus;

/** A worker that has registered, how busy it says it is, and the jobs it has to do with. */
final class Worker {
    private final String id;
    private final WorkerRegistration registration;
    private final WorkerLink link;
    private final int mostOffers;
    /** Jobs that it was asked about, by id. */
    private final Map<String, Job> offered = new LinkedHashMap<>();
    /** Jobs that it has, by id. */
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    private boolean available = true;
    private double load;

    /** @param mostOffers jobs that it may be asked about at a time */
    Worker(String id, WorkerRegistration registration, WorkerLink link, int mostOffers) {
        this.id = id;
        this.registration = registration;
        this.link = link;
        this.mostOffers = mostOffers;
    }

    String id() {
        return id;
    }

    WorkerRegistration registration() {
        return registration;
    }

    Map<String, Job> offered() {
        return offered;
    }

    Map<String, Job> jobs() {
        return jobs;
    }

    void send(ServerMessage message) {
        link.send(message);
    }

    void close(int code, String reason) {
        link.close(code, reason);
    }

    /** How much more it can take, from 0 to 1: the chance to be asked goes by it. */
    double room() {
        return available && offered.size() < mostOffers ? 1 - load : 0;
    }

    void says(UpdateWorkerStatus status) {
        if (status.hasStatus()) {
            available = status.getStatus() == WorkerStatus.WS_AVAILABLE;
        }
        float said = status.getLoad();
        // What is no number is no promise either.
        load = Float.isNaN(said) ? 1 : Math.max(0, Math.min(1, said));
    }

    @Override
    public String toString() {
        return "Worker[" + id + "]";
    }
}
