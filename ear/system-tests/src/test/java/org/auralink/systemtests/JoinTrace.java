package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.systemtests.SpanReceiver.Received;

/** What belongs to one trace when somebody joins a call, and what is below what: docs/operating/traces.md. */
final class JoinTrace {
    static final String APPLICATION = "auralink-control-plane";
    static final String NODE = "auralink-media-node";
    static final String REQUEST = "POST /api/v1/calls/{call_id}/join";

    private JoinTrace() {}

    /** Whether both tracks of somebody with camera and microphone are in it, and what the application was told of them. */
    static boolean isAllThere(List<Received> trace) {
        return count(trace, "publish") >= 2 && count(trace, "track_published") >= 2;
    }

    /** Fails where something is missing, below something else, or marked as failed. */
    static void leadsFromTheRequestToTheNodeAndBackToTheDatabase(List<Received> trace) {
        Received request = only(trace, REQUEST);
        assertThat(request.parent()).isEmpty();
        assertThat(request.service()).isEqualTo(APPLICATION);
        Received admit = only(trace, "Admissions.admit");
        assertThat(admit.parent()).isEqualTo(request.id());
        assertThat(below(trace, admit)).extracting(Received::name).contains("statement");
        Received asked = only(trace, "openRoom");
        assertThat(asked.parent()).isEqualTo(request.id());
        Received answered = only(trace, "livekit.RoomService/CreateRoom");
        assertThat(answered.service()).isEqualTo(NODE);
        assertThat(answered.parent()).isEqualTo(asked.id());
        Received join = only(trace, "join");
        assertThat(join.service()).isEqualTo(NODE);
        assertThat(join.parent()).isEqualTo(request.id());
        assertThat(below(trace, join)).extracting(Received::name).contains("publish", "participant_joined");
        Received told = only(trace, "participant_joined");
        assertThat(told.service()).isEqualTo(APPLICATION);
        Received applied = below(trace, told).stream()
                .filter(span -> span.name().equals("NodeEvents.apply"))
                .findFirst()
                .orElseThrow();
        assertThat(below(trace, applied)).extracting(Received::name).contains("statement");
        assertThat(trace).noneMatch(Received::failed);
    }

    private static long count(List<Received> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).count();
    }

    private static Received only(List<Received> trace, String name) {
        List<Received> named =
                trace.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(named).as(name + " in " + trace).hasSize(1);
        return named.get(0);
    }

    private static List<Received> below(List<Received> trace, Received parent) {
        return trace.stream().filter(span -> span.parent().equals(parent.id())).toList();
    }
}
