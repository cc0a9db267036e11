package org.auralink.calls.boundary;

import org.auralink.shared.Refusal;

/** Why somebody does not get into a call, each with a code by which a client says so in its own way. */
final class LobbyRefusals {
    private LobbyRefusals() {}

    static RuntimeException removed() {
        return new Refusal.Forbidden(
                        "removed_from_call",
                        "You were removed from this call. Ask its host if you think that this was a mistake.")
                .asException();
    }

    static RuntimeException locked() {
        return new Refusal.Forbidden(
                        "call_locked", "This call is locked: nobody new gets in. Ask somebody inside to unlock it.")
                .asException();
    }

    static RuntimeException denied() {
        return new Refusal.Forbidden(
                        "lobby_denied",
                        "You were not let in. If you think that this was a mistake, ask again in a few minutes.")
                .asException();
    }

    static RuntimeException full() {
        return Refusal.limitExceeded("Too many people wait to be let into this call. Try again in a moment.")
                .asException();
    }

    static RuntimeException notWaiting() {
        return Refusal.notFound("You do not wait to be let into this call any more. Ask to join it again.")
                .asException();
    }
}
