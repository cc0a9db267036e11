package org.auralink.media.node.signal;

import org.auralink.media.node.protocol.ServerMessages;
import org.auralink.media.room.signal.ServerSignal;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of what rooms say. A room tells all its clients the same thing one after the other, on its thread; the
 * message is made for the first of them and kept for the others.
 */
public final class SharedMessages {
    private final ServerMessages messages;
    private final ThreadLocal<@Nullable Made> last = new ThreadLocal<>();

    private record Made(ServerSignal signal, SignalMessage message) {}

    /** @param messages translates what rooms say */
    public SharedMessages(ServerMessages messages) {
        this.messages = messages;
    }

    /** The message for a signal; the same one while a thread asks for the same signal again and again. */
    @SuppressWarnings("ReferenceEquality") // What a signal refers to may have changed, so only the same one will do.
    SignalMessage message(ServerSignal signal) {
        Made made = last.get();
        if (made == null || made.signal() != signal) {
            made = new Made(signal, new SignalMessage(messages.message(signal)));
            last.set(made);
        }
        return made.message();
    }
}
