package org.auralink.media.room;

import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.signal.ClientSignal.Scenario;
import org.auralink.media.room.signal.ServerSignal;

/**
 * Does to a client on its own request what a network or a server can do to it (LiveKit's {@code SimulateScenario}), so
 * that applications can try how they get over it. Only the client that asks is concerned.
 */
final class Scenarios {
    private final Rounds rounds;
    private final MemberHost host;

    Scenarios(Rounds rounds, MemberHost host) {
        this.rounds = rounds;
        this.host = host;
    }

    void run(long now, Member member, Scenario scenario) {
        switch (scenario) {
            case NODE_FAILURE -> {
                // Nobody is left who could say goodbye; the client tries to resume, and then connects anew.
                member.reachability().hangUp();
                host.end(now, member, DisconnectReason.SERVER_SHUTDOWN, LeaveAction.RECONNECT);
            }
            case MIGRATION -> migrate(now, member);
            case SERVER_LEAVE -> host.end(now, member, DisconnectReason.SERVER_SHUTDOWN, LeaveAction.DISCONNECT);
            case FULL_RECONNECT -> host.end(now, member, DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT);
            case ICE_RESTART -> member.connections().resumed(now);
            case SIGNAL_LOST_AFTER_RESUME -> member.reachability().loseWithResume(now, false);
            case SIGNAL_LOST_AT_RESUME -> member.reachability().loseWithResume(now, true);
        }
    }

    /** The session stays, as it does when another node takes it over, and the client comes back for it. */
    private void migrate(long now, Member member) {
        if (member.wasActive()) {
            member.send(new ServerSignal.Leave(DisconnectReason.MIGRATION, LeaveAction.RESUME));
            member.reachability().signalLost();
        } else {
            // There is nothing yet to come back for.
            host.end(now, member, DisconnectReason.MIGRATION, LeaveAction.RECONNECT);
        }
    }

    /** The participant speaks for some seconds, whatever it sends. */
    void speak(long now, Member member, int seconds) {
        rounds.pretendSpeaking(member, now + seconds * 1_000_000_000L);
    }
}
