package org.auralink.media.room;

import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.Reach;
import org.auralink.media.room.signal.ClientSignal.Scenario;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;

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
            case FORCE_TCP -> forceTcp(now, member);
            case FORCE_RELAY -> forceRelay(now, member);
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

    /** Both connections begin ICE anew with a resume; on the one that the client offers on, nothing else makes it do so. */
    private void forceTcp(long now, Member member) {
        if (member.ways().has(Reach.TCP)) {
            member.ways().use(now, Reach.TCP);
            migrate(now, member);
        } else {
            refuse(
                    member,
                    "switch_candidate_protocol: this node has no TCP port for media (rtc.tcp_port), or the client"
                            + " cannot use it");
        }
    }

    /** Clients that ask for it connect anew by themselves, too. */
    private void forceRelay(long now, Member member) {
        if (member.ways().has(Reach.RELAY)) {
            member.ways().use(now, Reach.RELAY);
            host.end(now, member, DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT);
        } else {
            refuse(member, "switch_candidate_protocol: this node has no relay over TLS (turn.tls_port)");
        }
    }

    private static void refuse(Member member, String why) {
        member.send(new ServerSignal.RequestAnswered(0, RequestReason.UNSUPPORTED_TYPE, "simulate." + why, ""));
    }

    /** The participant is sent no more than this, until it says otherwise or connects anew. */
    void limit(Member member, long bitsPerSecond) {
        Sending sending = member.sending();
        if (sending != null) {
            sending.limit(bitsPerSecond <= 0 ? Allocation.UNLIMITED : bitsPerSecond);
        }
    }

    /** The participant speaks for some seconds, whatever it sends. */
    void speak(long now, Member member, int seconds) {
        rounds.pretendSpeaking(member, now + seconds * 1_000_000_000L);
    }
}
