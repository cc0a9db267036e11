package org.auralink.media.sctp;

/** The orderly end (RFC 9260 9.2): who is done says so once all data is acknowledged, and repeats it until answered. */
final class Shutdown {
    private final SendQueue queue;
    private final RetryTimer timer = new RetryTimer();
    private AssociationState state = AssociationState.ESTABLISHED;
    private boolean due;
    private boolean complete;
    private boolean toBeConfirmed;

    Shutdown(SendQueue queue) {
        this.queue = queue;
    }

    AssociationState state() {
        return state;
    }

    /** Our side wants to end it. */
    void begin() {
        if (state == AssociationState.ESTABLISHED) {
            state = AssociationState.SHUTDOWN_PENDING;
        }
    }

    /** The peer has no more data, and acknowledges ours. */
    void onShutdown() {
        switch (state) {
            case ESTABLISHED, SHUTDOWN_PENDING -> state = AssociationState.SHUTDOWN_RECEIVED;
            case SHUTDOWN_SENT -> {
                state = AssociationState.SHUTDOWN_ACK_SENT;
                due = true;
            }
            case SHUTDOWN_ACK_SENT -> due = true;
            default -> {
                // Said before.
            }
        }
    }

    /** The peer knows that both are done, and is to be told that we do. */
    void onShutdownAck() {
        if (state == AssociationState.SHUTDOWN_SENT || state == AssociationState.SHUTDOWN_ACK_SENT) {
            complete = true;
            toBeConfirmed = true;
        }
    }

    /** The peer knows that we know. */
    void onShutdownComplete() {
        complete |= state == AssociationState.SHUTDOWN_ACK_SENT;
    }

    /** Whether it is over. */
    boolean isComplete() {
        return complete;
    }

    /** Whether the peer waits for a SHUTDOWN COMPLETE. */
    boolean isToBeConfirmed() {
        return toBeConfirmed;
    }

    /** Data came: the peer does not know yet that we are done. */
    void onData() {
        due |= state == AssociationState.SHUTDOWN_SENT;
    }

    /** Whether data is still taken. */
    boolean takesData() {
        return state == AssociationState.ESTABLISHED
                || state == AssociationState.SHUTDOWN_PENDING
                || state == AssociationState.SHUTDOWN_SENT;
    }

    /** T2; true when the peer did not answer in time. */
    boolean advance(long now, RetransmissionTimeout timeout) {
        if (!timer.expires(now)) {
            return false;
        }
        timeout.backOff();
        due = true;
        return true;
    }

    long nextTimeout() {
        return timer.dueAt();
    }

    /** Writes a SHUTDOWN or SHUTDOWN ACK when one is due. */
    void write(long now, PacketWriter packet, Transfer transfer) {
        boolean sent = queue.isEmpty() && transfer.sender().isAcknowledged();
        if (sent && state == AssociationState.SHUTDOWN_PENDING) {
            state = AssociationState.SHUTDOWN_SENT;
            due = true;
        } else if (sent && state == AssociationState.SHUTDOWN_RECEIVED) {
            state = AssociationState.SHUTDOWN_ACK_SENT;
            due = true;
        }
        if (!due) {
            return;
        }
        due = false;
        timer.start(now + transfer.timeout().nanos());
        packet.require(2 * FieldCursor.HEADER);
        if (state == AssociationState.SHUTDOWN_SENT) {
            packet.open(ChunkType.SHUTDOWN, 0);
            packet.putInt((int) transfer.receiver().cumulative());
        } else {
            packet.open(ChunkType.SHUTDOWN_ACK, 0);
        }
        packet.close();
    }
}
