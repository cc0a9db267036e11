package org.auralink.media.transport;

import org.auralink.media.ice.StunTransaction;
import org.jspecify.annotations.Nullable;

/**
 * One address of a client, and what is known of it: when the client was heard from there, whether it has shown that it
 * receives there, and until then how much passed in either direction. One thread.
 */
final class Path {
    private final PeerAddress address;
    private long heardAt;
    private long consentedAt;
    private long nominatedAt;
    private boolean nominated;
    private boolean proven;
    private long provenAt;
    private long received;
    private long sent;
    private @Nullable StunTransaction asked;
    private int timesAsked;
    private long askAgainAt;
    private long askedAt;
    private @Nullable StunTransaction givenUp;
    private long givenUpAskedAt;

    /** An address that an authentic datagram of this size came from just now. */
    Path(long now, PeerAddress address, int size) {
        this.address = address;
        received = size;
        heardAt = now;
        consentedAt = now;
        askedAt = now;
        if (isCarried()) {
            proven = true;
            provenAt = now;
        }
    }

    PeerAddress address() {
        return address;
    }

    /** Whether it has a way of its own, which the client made because it is not sure of UDP. */
    boolean isCarried() {
        return address.carrier() != null;
    }

    /** The client chose it. */
    void nominate(long now) {
        nominated = true;
        nominatedAt = now;
    }

    boolean nominatedSince(long since) {
        return nominated && nominatedAt - since >= 0;
    }

    /** Counts a datagram that came from here, whoever sent it. */
    void received(int size) {
        if (!proven) {
            received += size;
        }
    }

    /** Counts a datagram that leaves for here. */
    void sent(int size) {
        if (!proven) {
            sent += size;
        }
    }

    /** Whether so many more bytes may be sent here: any number once it is proven, else a multiple of what came. */
    boolean mayTake(int size, int factor) {
        return proven || sent + size <= factor * received;
    }

    /** An authentic datagram came from here. */
    void heard(long now) {
        heardAt = now;
    }

    /** An authentic check came from here, by which the client consents to get media (RFC 7675 5.1). */
    void consented(long now) {
        heardAt = now;
        consentedAt = now;
    }

    /** It received what only it could. */
    void prove(long now) {
        proven = true;
        provenAt = now;
        // Each answer counts once.
        asked = null;
        givenUp = null;
        consented(now);
    }

    boolean isProven() {
        return proven;
    }

    boolean provenSince(long since) {
        return proven && provenAt - since >= 0;
    }

    boolean consentedSince(long since) {
        return consentedAt - since >= 0;
    }

    long heardAt() {
        return heardAt;
    }

    /** The check of ours that is under way, or null. */
    @Nullable
    StunTransaction asked() {
        return asked;
    }

    /** How often that check was sent. */
    int timesAsked() {
        return timesAsked;
    }

    /** When it is due to be sent again, or given up; meaningless without one. */
    long askAgainAt() {
        return askAgainAt;
    }

    /** When the last check was sent for the first time, or when the address became known. */
    long askedAt() {
        return askedAt;
    }

    /** A check was sent, for the first time when the transaction is new. */
    void ask(long now, StunTransaction transaction, long againAt) {
        if (transaction.equals(asked)) {
            timesAsked++;
        } else {
            timesAsked = 1;
            askedAt = now;
        }
        asked = transaction;
        askAgainAt = againAt;
    }

    /** No check is under way any more. */
    void stopAsking() {
        asked = null;
    }

    /** No check is under way any more, as the one that was has waited long enough. */
    void giveUp() {
        givenUp = asked;
        givenUpAskedAt = askedAt;
        asked = null;
    }

    /** The last check that was given up, or null: it may be answered yet. */
    @Nullable
    StunTransaction givenUp() {
        return givenUp;
    }

    /** When that one was sent for the first time. */
    long givenUpAskedAt() {
        return givenUpAskedAt;
    }
}
