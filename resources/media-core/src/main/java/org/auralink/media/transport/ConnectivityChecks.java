package org.auralink.media.transport;

import org.auralink.media.ice.IceLiteAgent;
import org.auralink.media.ice.StunAnswer;
import org.auralink.media.ice.StunRequest;
import org.jspecify.annotations.Nullable;

/** Answers the checks of a client (RFC 8445 7.3), and takes its answers to those of ours. */
final class ConnectivityChecks {
    private final IceLiteAgent agent;
    private final Registration registration;
    private final PathChoice paths;
    private final Shedding shedding;
    private final DropCounters drops;
    private final Listener listener;

    /** Learns of good checks. */
    @FunctionalInterface
    interface Listener {
        /** @param nominates whether the client chose the path it came over */
        void checked(long now, boolean nominates);
    }

    ConnectivityChecks(
            IceLiteAgent agent,
            Registration registration,
            PathChoice paths,
            Shedding shedding,
            DropCounters drops,
            Listener listener) {
        this.agent = agent;
        this.registration = registration;
        this.paths = paths;
        this.shedding = shedding;
        this.drops = drops;
        this.listener = listener;
    }

    /** @param path that it came over; null from an address that is not known yet */
    void receive(long now, byte[] buf, int from, int size, PeerAddress source, @Nullable Path path) {
        if (StunAnswer.isAnswer(buf, from, size)) {
            paths.onAnswer(now, path, buf, from, size);
            return;
        }
        StunRequest request = StunRequest.parse(buf, from, size);
        if (request == null) {
            drops.add(DropReason.STUN_MALFORMED);
            return;
        }
        IceLiteAgent.Result result = agent.onRequest(request, source.socket());
        byte[] answer = result.answer();
        if (answer == null) {
            drops.add(DropReason.STUN_UNAUTHENTICATED);
        } else if (!shedding.admitsCheck(now)) {
            drops.add(DropReason.SHED);
        } else if (result.outcome() == IceLiteAgent.Outcome.REFUSED) {
            // To an address that is not known yet it is not much longer than the request.
            paths.answer(path == null ? new Path(now, source, size) : path, answer);
        } else {
            good(now, result, answer, registration.admit(now, source, size, path));
        }
    }

    private void good(long now, IceLiteAgent.Result result, byte[] answer, @Nullable Path path) {
        if (path == null) {
            drops.add(DropReason.ADDRESS_NOT_CHECKED);
            return;
        }
        registration.checked(now, result);
        boolean nominates = result.outcome() == IceLiteAgent.Outcome.NOMINATED;
        paths.answer(path, answer);
        paths.onCheck(now, path, nominates);
        listener.checked(now, nominates);
    }
}
