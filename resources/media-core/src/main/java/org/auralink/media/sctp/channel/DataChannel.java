package org.auralink.media.sctp.channel;

import org.auralink.media.sctp.Delivery;

/** One data channel: a stream in either direction with the same number (RFC 8831 6.3). Driven by {@link DataChannels}. */
public final class DataChannel {
    /** Where it is. */
    public enum State {
        /** Opened by us, not confirmed. Messages may be sent already (RFC 8832 6). */
        CONNECTING,
        /** Both sides know it. */
        OPEN,
        /** One side closed it: what was sent before still arrives. */
        CLOSING,
        /** Gone; its number may be another's. */
        CLOSED
    }

    /** Longer than an association lasts without an answer. */
    private static final Delivery UNCONFIRMED = Delivery.within(true, 60_000);

    private final int id;
    private final String label;
    private final ChannelOptions options;
    private State state;
    private int earlierResets;
    private boolean outgoingReset;
    private boolean incomingReset;

    /** @param earlierResets resets of the stream under way that are of channels that had the number before */
    DataChannel(int id, String label, ChannelOptions options, State state, int earlierResets) {
        this.id = id;
        this.label = label;
        this.options = options;
        this.state = state;
        this.earlierResets = earlierResets;
    }

    /** Number of its streams. */
    public int id() {
        return id;
    }

    public String label() {
        return label;
    }

    public ChannelOptions options() {
        return options;
    }

    public State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    /**
     * Until the other side confirmed it, messages come in order, so that none overtakes the opening (RFC 8832 6). Those
     * that may be lost can be dropped while they wait, but are not given up once sent: Pion does not hear that ordered
     * messages are skipped on a channel that it knows as unordered, and would wait for them for ever.
     */
    Delivery delivery() {
        Delivery wanted = options.delivery();
        if (state == State.OPEN || wanted.ordered()) {
            return wanted;
        }
        return wanted.isLossy() ? UNCONFIRMED : Delivery.RELIABLE;
    }

    void onOutgoingReset() {
        if (earlierResets > 0) {
            earlierResets--;
        } else {
            outgoingReset = true;
        }
    }

    void onIncomingReset() {
        incomingReset = true;
    }

    /** Whether the peer is done with it, so that what comes on its number is of another. */
    boolean isLeft() {
        return incomingReset;
    }

    /** Whether both of its streams begin anew, so that the number is free (RFC 8831 6.7). */
    boolean isReset() {
        return outgoingReset && incomingReset;
    }
}
