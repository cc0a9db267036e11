package org.auralink.media.node.protocol;

import java.util.Optional;
import livekit.LivekitRtc.SimulateScenario;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ClientSignal.Scenario;

/** What clients want to happen to themselves ({@code SimulateScenario}). As with LiveKit a flag counts by being there. */
public final class Simulation {
    private Simulation() {}

    /** The signal for the room; empty for what cannot happen here. */
    static Optional<ClientSignal> signal(SimulateScenario scenario) {
        return switch (scenario.getScenarioCase()) {
            case SPEAKER_UPDATE -> Optional.of(new ClientSignal.SimulateSpeaking(scenario.getSpeakerUpdate()));
            case NODE_FAILURE -> simulate(Scenario.NODE_FAILURE);
            case MIGRATION -> simulate(Scenario.MIGRATION);
            case SERVER_LEAVE -> simulate(Scenario.SERVER_LEAVE);
            case LEAVE_REQUEST_FULL_RECONNECT -> simulate(Scenario.FULL_RECONNECT);
            case DISCONNECT_SIGNAL_ON_RESUME -> simulate(Scenario.SIGNAL_LOST_AFTER_RESUME);
            case DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES -> simulate(Scenario.SIGNAL_LOST_AT_RESUME);
            case SWITCH_CANDIDATE_PROTOCOL ->
                switch (scenario.getSwitchCandidateProtocol()) {
                    case UDP -> simulate(Scenario.ICE_RESTART);
                    case TCP -> simulate(Scenario.FORCE_TCP);
                    case TLS -> simulate(Scenario.FORCE_RELAY);
                    case UNRECOGNIZED -> Optional.empty();
                };
            case SUBSCRIBER_BANDWIDTH ->
                Optional.of(new ClientSignal.SimulateBandwidth(scenario.getSubscriberBandwidth()));
            case SCENARIO_NOT_SET -> Optional.empty();
        };
    }

    private static Optional<ClientSignal> simulate(Scenario scenario) {
        return Optional.of(new ClientSignal.Simulate(scenario));
    }

    /** Why a scenario cannot happen here, for the client. */
    public static String refusal(SimulateScenario scenario) {
        return switch (scenario.getScenarioCase()) {
            case SWITCH_CANDIDATE_PROTOCOL -> "simulate.switch_candidate_protocol: expected UDP, TCP or TLS";
            default -> "simulate: not a scenario that this server knows";
        };
    }
}
