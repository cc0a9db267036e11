package org.auralink.media.node.organizations;

import com.google.protobuf.Message;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.MuteRoomTrackResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.SendDataResponse;
import livekit.LivekitRoom.UpdateSubscriptionsResponse;
import org.auralink.media.node.access.ExchangeBudget;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.ProtoJson;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.node.twirp.TwirpError;
import org.auralink.media.node.twirp.TwirpError.Code;

/** {@code livekit.RoomService} for keys of organizations: the control plane knows their rooms, on whichever node they are. */
final class OrganizationRooms {
    private static final Map<String, Message> ANSWERS = Map.ofEntries(
            Map.entry("CreateRoom", Room.getDefaultInstance()),
            Map.entry("ListRooms", ListRoomsResponse.getDefaultInstance()),
            Map.entry("DeleteRoom", DeleteRoomResponse.getDefaultInstance()),
            Map.entry("UpdateRoomMetadata", Room.getDefaultInstance()),
            Map.entry("ListParticipants", ListParticipantsResponse.getDefaultInstance()),
            Map.entry("GetParticipant", ParticipantInfo.getDefaultInstance()),
            Map.entry("RemoveParticipant", RemoveParticipantResponse.getDefaultInstance()),
            Map.entry("UpdateParticipant", ParticipantInfo.getDefaultInstance()),
            Map.entry("MutePublishedTrack", MuteRoomTrackResponse.getDefaultInstance()),
            Map.entry("UpdateSubscriptions", UpdateSubscriptionsResponse.getDefaultInstance()),
            Map.entry("SendData", SendDataResponse.getDefaultInstance()));

    private final ControlPlane controlPlane;

    OrganizationRooms(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    /** @param request read when the budget allows it */
    CompletionStage<Message> ask(
            Exchange exchange, String token, String method, Supplier<Message> request, ExchangeBudget budget) {
        Message answer = ANSWERS.get(method);
        if (answer == null) {
            throw new TwirpError(Code.UNIMPLEMENTED, method + ": not with a key of an organization");
        }
        try {
            budget.take(exchange);
        } catch (Refused e) {
            throw new TwirpError(Code.RESOURCE_EXHAUSTED, String.valueOf(e.getMessage()), e.headers());
        }
        return controlPlane
                .ask("rooms/" + method, token, ProtoJson.twirp(request.get()))
                .thenApply(asked -> read(answer, asked));
    }

    private static Message read(Message prototype, Asked asked) {
        if (!asked.isGood()) {
            throw new TwirpError(code(asked.status()), asked.body(), asked.headers());
        }
        Message.Builder builder = prototype.newBuilderForType();
        try {
            SafeJson.merge(asked.body(), builder, InputLimits.TOLD);
            return builder.build();
        } catch (InputException e) {
            throw new TwirpError(Code.INTERNAL, "the control plane answered something else");
        }
    }

    private static Code code(int status) {
        return switch (status) {
            case 400, 413 -> Code.INVALID_ARGUMENT;
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.PERMISSION_DENIED;
            case 404, 410 -> Code.NOT_FOUND;
            case 409 -> Code.FAILED_PRECONDITION;
            case 422, 429 -> Code.RESOURCE_EXHAUSTED;
            case 503 -> Code.UNAVAILABLE;
            default -> Code.INTERNAL;
        };
    }
}
