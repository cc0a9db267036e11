package org.auralink.webhooks.boundary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.auralink.calls.boundary.CallChange;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.web.Json;
import org.auralink.webhooks.entity.EventType;
import org.auralink.webhooks.entity.Limits;
import org.jspecify.annotations.Nullable;

/**
 * An event as JSON. One object is two things: our own form ({@code id type created_at organization_id sequence data}), and
 * LiveKit's {@code WebhookEvent} ({@code event id created_at room participant}), whose readers pass over fields that they
 * do not know. Hence {@code created_at} is in whole seconds, the only form in which they read it; {@code occurred_at} in
 * {@code data} is the same time as the rest of our API writes it.
 */
final class WebhookBody {
    private static final ObjectMapper JSON = Json.strict();

    private WebhookBody() {}

    /** What identifies an event, apart from what it is about. */
    record Envelope(UUID id, EventType type, OrganizationId organization, long sequence, Instant now) {}

    /** What happened in a call. */
    static String of(Envelope envelope, CallChange change) {
        ObjectNode body = begin(envelope);
        CallChange.Stay stay = change.stay();
        body.putObject("room")
                .put("sid", text(change.roomSid()))
                .put("name", change.call().callId());
        if (stay != null) {
            body.putObject("participant")
                    .put("sid", text(stay.sid()))
                    .put("identity", text(stay.participant().identity()))
                    .put("name", text(stay.participant().displayName()))
                    .put("joined_at", stay.participant().joinedAt().getEpochSecond());
        }
        ObjectNode data = body.putObject("data");
        data.put("call_id", change.call().callId()).put("occurred_at", time(change.at()));
        call(data.putObject("call"), change.call());
        if (stay != null) {
            participant(data.putObject("participant"), stay);
        }
        return body.toString();
    }

    /** What is sent to see whether it arrives. */
    static String test(Envelope envelope) {
        ObjectNode body = begin(envelope);
        body.putObject("data").put("occurred_at", time(envelope.now()));
        return body.toString();
    }

    private static ObjectNode begin(Envelope envelope) {
        return JSON.createObjectNode()
                .put("id", envelope.id().toString())
                .put("type", envelope.type().wireName())
                .put("event", envelope.type().wireName())
                .put("created_at", envelope.now().getEpochSecond())
                .put("organization_id", envelope.organization().value().toString())
                .put("sequence", envelope.sequence());
    }

    private static void call(ObjectNode out, CallChange.Facts call) {
        out.put("name", text(call.name()))
                .put("call_type", call.callType())
                .put("created_by", call.createdBy())
                .put("started_at", time(call.startedAt()))
                .put("ended_at", time(call.endedAt()))
                .put("duration_seconds", call.durationSeconds())
                .put("end_reason", call.endReason());
    }

    private static void participant(ObjectNode out, CallChange.Stay stay) {
        out.put("sid", text(stay.sid()))
                .put("identity", text(stay.participant().identity()))
                .put(
                        "display_name",
                        stay.participant().displayName() == null
                                ? null
                                : text(stay.participant().displayName()))
                .put("role", stay.participant().role())
                .put("joined_at", time(stay.participant().joinedAt()))
                .put("left_at", time(stay.participant().leftAt()))
                .put("duration_seconds", stay.participant().durationSeconds());
    }

    /** No text makes a body too long to be stored, which would hold up the events of the whole node. */
    private static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        int most = Math.min(text.codePointCount(0, text.length()), Limits.TEXT_LENGTH);
        return text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static @Nullable String time(@Nullable Instant time) {
        // As every time of the API.
        return time == null ? null : JSON.convertValue(time, String.class);
    }
}
