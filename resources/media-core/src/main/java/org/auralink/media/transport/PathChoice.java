package org.auralink.media.transport;

import org.auralink.media.ice.IceLiteAgent;
import org.auralink.media.ice.StunTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of a client's addresses gets what we send, so that nothing floods an address that has not shown that it
 * can receive. A check can carry a forged source, and so can whatever a member seals with its keys; so an address is
 * proven only by what is sent there: it answers a check of ours, or the whole handshake went over it. An unproven one
 * gets at most a few times the bytes that came from it, everything counted. One thread.
 */
final class PathChoice {
    private final PathLimits limits;
    private final IceLiteAgent agent;
    private final DatagramSink out;
    private final DropCounters drops;
    private final Paths paths;
    private final TokenBucket checks;
    private final Consent consent;
    private @Nullable Path selected;
    /** Heard from after the selected one, and unproven yet; or proven, and the selected one is being asked. */
    private @Nullable Path challenger;

    private boolean nominated;
    private long challengedAt;
    private boolean everNominated;
    private @Nullable Path handshake;
    private boolean handshakeMoved;
    private boolean secured;

    PathChoice(PathLimits limits, IceLiteAgent agent, DatagramSink out, DropCounters drops) {
        this.limits = limits;
        this.agent = agent;
        this.out = out;
        this.drops = drops;
        paths = new Paths(limits.maxPaths());
        checks = new TokenBucket(limits.checksPerSecond(), limits.checksPerSecond());
        consent = new Consent(limits);
    }

    /** The path of this address, or null when nothing authentic came from it. */
    @Nullable
    Path find(PeerAddress address) {
        return paths.find(address);
    }

    /** All paths; a view. */
    Iterable<Path> all() {
        return paths.all();
    }

    /** Adds an address that something authentic came from; returns the path that had to give way, or null. */
    @Nullable
    Path add(Path path) {
        Path evicted = paths.add(path, selected);
        if (evicted != null && evicted == challenger) {
            challenger = null;
        }
        return evicted;
    }

    /** An address is not there any more: the client goes on where it was heard last, or is waited for. */
    void remove(Path gone) {
        paths.remove(gone);
        if (gone == challenger) {
            challenger = null;
        }
        if (gone == handshake) {
            handshakeMoved = true;
        }
        if (gone == selected) {
            selected = latestHeard();
        }
    }

    private @Nullable Path latestHeard() {
        Path latest = null;
        for (Path path : paths.all()) {
            if (path.isProven() && (latest == null || path.heardAt() - latest.heardAt() > 0)) {
                latest = path;
            }
        }
        return latest;
    }

    /** An authentic check came. */
    void onCheck(long now, Path path, boolean nominates) {
        path.consented(now);
        everNominated |= nominates;
        boolean chooses = nominates && !prefers(now, path);
        if (nominates) {
            path.nominate(now);
        }
        onSign(now, path, chooses);
        encourage(now, path);
    }

    /**
     * Checks whoever checks without choosing yet, once. Pion looks for what it may choose five times a second, and when it
     * is checked itself: a Go client that is let wait for its own time is connected 200 ms later.
     */
    private void encourage(long now, Path path) {
        if (!everNominated && !secured && path.timesAsked() == 0 && checks.take(now, 1)) {
            send(now, path, StunTransaction.random());
        }
    }

    /**
     * Whether the client chose UDP just now, and nominates a way around it as well: of several nominated pairs the one of
     * the highest priority counts (RFC 8445 8.1.2), and UDP has it.
     */
    private boolean prefers(long now, Path nominated) {
        Path present = selected;
        return present != null
                && nominated.isCarried()
                && !present.isCarried()
                && present.isProven()
                && present.nominatedSince(now - limits.choiceHolds().toNanos());
    }

    /** A part of the client's handshake came: until the client decides, it is answered there. */
    void onHandshake(Path path) {
        if (!everNominated && !secured) {
            selected = path;
        }
    }

    /** Authentic media came, not seen before. */
    void onMedia(long now, Path path) {
        path.heard(now);
        if (path != selected) {
            onSign(now, path, false);
        } else if (challenger != null) {
            stay(false);
        }
    }

    private void onSign(long now, Path path, boolean nominates) {
        Path present = selected;
        if (present == null) {
            selected = path;
        } else if (path == present) {
            stay(nominates);
        } else if (nominates || now - present.heardAt() >= limits.quiet().toNanos()) {
            challenge(now, path, nominates, present);
        }
        boolean proven = path == selected ? path.isProven() : isProvenNow(now, path);
        if (!proven) {
            ask(now, path);
        }
        decide(now);
    }

    private boolean isProvenNow(long now, Path path) {
        return path.provenSince(now - limits.provenFor().toNanos());
    }

    /** The selected address is alive: only one that the client nominated can take its place. */
    private void stay(boolean nominates) {
        if (nominates || !nominated) {
            challenger = null;
        }
    }

    private void challenge(long now, Path path, boolean nominates, Path present) {
        if (path == challenger) {
            nominated |= nominates;
        } else if (challenger == null || nominates || !nominated) {
            challenger = path;
            nominated = nominates;
            challengedAt = now;
            if (!nominates) {
                ask(now, present);
            }
        }
    }

    /** The client's address changes when it chose so or left the present one, and the new one is proven. */
    private void decide(long now) {
        Path next = challenger;
        Path present = selected;
        if (next == null || present == null) {
            return;
        }
        boolean mayMove = isProvenNow(now, next)
                // Nothing is lost by following the client's choice from one unproven address to another.
                || nominated && !present.isProven();
        boolean shallMove =
                nominated || now - challengedAt >= limits.quiet().toNanos() && present.heardAt() - challengedAt <= 0;
        if (mayMove && shallMove) {
            selected = next;
            challenger = null;
        }
    }

    /** Takes an answer to a check of ours; counts it as dropped when it is none. */
    void onAnswer(long now, @Nullable Path path, byte[] buf, int from, int size) {
        if (path != null && isAnswer(buf, from, size, path.asked())) {
            consent.answered(now, path.askedAt());
        } else if (path != null && path == selected && isAnswer(buf, from, size, path.givenUp())) {
            consent.answeredLate(now, path.givenUpAskedAt());
        } else {
            drops.add(DropReason.STUN_UNAUTHENTICATED);
            return;
        }
        path.prove(now);
        if (path == selected) {
            stay(false);
        }
        decide(now);
    }

    private boolean isAnswer(byte[] buf, int from, int size, @Nullable StunTransaction transaction) {
        return transaction != null && agent.isAnswer(buf, from, size, transaction);
    }

    /** The client's credentials came, or others: whatever waited for them is asked. */
    void onRemote(long now) {
        for (Path path : paths.all()) {
            path.stopAsking();
        }
        consent.begin();
        askUnproven(now);
        for (Path path : paths.all()) {
            encourage(now, path);
        }
    }

    /** The handshake is complete: whoever took part in it received what it was sent. */
    void onSecured(long now) {
        secured = true;
        Path over = handshake;
        if (over != null && !handshakeMoved) {
            over.prove(now);
        }
        askUnproven(now);
        decide(now);
    }

    private void askUnproven(long now) {
        for (Path path : paths.all()) {
            if (!path.isProven()) {
                ask(now, path);
            }
        }
    }

    /**
     * Asks an address whether it can receive, unless it is being asked. Not before the handshake is complete, but for the
     * one check of {@link #encourage}: that proves an address by itself, and needs most of what an unproven one may get.
     */
    private void ask(long now, Path path) {
        if (secured && path.asked() == null && checks.take(now, 1)) {
            send(now, path, StunTransaction.random());
        }
    }

    private void send(long now, Path path, StunTransaction transaction) {
        byte[] check = agent.check(transaction);
        if (check == null || !path.mayTake(check.length, limits.unprovenFactor())) {
            path.stopAsking();
            return;
        }
        int before = transaction.equals(path.asked()) ? path.timesAsked() : 0;
        long patience = path == selected
                ? consent.patience(path, before + 1)
                : limits.repeatAfter().toNanos() << before;
        path.ask(now, transaction, now + patience);
        sendTo(path, check, 0, check.length);
    }

    /** Repeats checks that are due, and gives up those that were repeated enough. */
    void handleTimeout(long now) {
        for (int i = 0; i < paths.all().size(); i++) {
            Path path = paths.all().get(i);
            StunTransaction asked = path.asked();
            if (asked != null && now - path.askAgainAt() >= 0) {
                if (path == selected && path.isProven() && path.heardAt() - path.askedAt() > 0) {
                    // Whoever is heard from there is there.
                    path.stopAsking();
                } else if (path.timesAsked() < limits.repeats()) {
                    send(now, path, asked);
                } else {
                    giveUp(now, path);
                }
            }
        }
        Path present = selected;
        if (present != null && isWatching() && consent.dueAt(present) <= now) {
            ask(now, present);
        }
        decide(now);
        Path next = challenger;
        if (next != null && next.asked() == null && !isProvenNow(now, next)) {
            // It does not answer. When the client is heard from there again, it is asked again.
            challenger = null;
        }
    }

    private void giveUp(long now, Path path) {
        path.giveUp();
        // What is not answered before the handshake may be the way there, and is no habit of the client.
        if (path == selected && secured) {
            consent.unanswered(now, path);
        }
    }

    /** Whether the client can be asked: not while it restarts ICE, when old keys are gone and new ones are on the way. */
    private boolean isWatching() {
        return secured && agent.remote() != null && agent.previous() == null;
    }

    /** Whether the client answers checks as a rule, and does so no longer at the selected address. */
    boolean isSilent() {
        Path present = selected;
        return present != null && isWatching() && consent.isSilent(present);
    }

    /** When {@link #handleTimeout} is wanted, or {@code otherwise} when that is sooner. */
    long nextTimeoutNanos(long otherwise) {
        long next = challenger == null || nominated
                ? otherwise
                : Math.min(otherwise, challengedAt + limits.quiet().toNanos());
        for (int i = 0; i < paths.all().size(); i++) {
            Path path = paths.all().get(i);
            if (path.asked() != null) {
                next = Math.min(next, path.askAgainAt());
            }
        }
        Path present = selected;
        return present != null && isWatching() ? Math.min(next, consent.dueAt(present)) : next;
    }

    /** Whether a datagram of this size may be sent to the selected address; counts it as dropped otherwise. */
    boolean maySend(long now, int size) {
        Path to = selected;
        boolean may = to != null
                && to.mayTake(size, limits.unprovenFactor())
                && to.consentedSince(now - limits.provenFor().toNanos());
        if (!may) {
            drops.add(DropReason.SEND_WITHOUT_CONSENT);
        }
        return may;
    }

    /** Sends to the selected address what {@link #maySend} allowed. */
    void send(byte[] buf, int from, int size) {
        Path to = selected;
        if (to != null) {
            sendTo(to, buf, from, size);
        }
    }

    /** Sends a part of the handshake, or a goodbye, to the selected address. */
    void sendHandshake(byte[] buf, int from, int size) {
        Path to = selected;
        if (to == null || !to.mayTake(size, limits.unprovenFactor())) {
            drops.add(DropReason.SEND_WITHOUT_CONSENT);
            return;
        }
        handshakeMoved |= handshake != null && handshake != to;
        handshake = to;
        sendTo(to, buf, from, size);
    }

    /** Answers a check where it came from. */
    void answer(Path to, byte[] answer) {
        if (to.mayTake(answer.length, limits.unprovenFactor())) {
            sendTo(to, answer, 0, answer.length);
        } else {
            drops.add(DropReason.SEND_WITHOUT_CONSENT);
        }
    }

    private void sendTo(Path to, byte[] buf, int from, int size) {
        to.sent(size);
        out.send(buf, from, size, to.address());
    }
}
