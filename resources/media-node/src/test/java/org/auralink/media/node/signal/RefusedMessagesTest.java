package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.OFFER;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REQUEST_RESPONSE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import livekit.LivekitModels;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.PublishDataTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import org.auralink.media.node.RunningNode;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client sends and should not have: said in words where it can be, and the business of nobody else. */
@Timeout(60)
class RefusedMessagesTest {
    @RegisterExtension
    static final RunningNode NODE = new RunningNode();

    @Test
    void whatCannotBeToldToOthersIsRefusedByItsName() throws Exception {
        String token = Tokens.of("ada", "{\"roomJoin\":true,\"room\":\"texts\",\"canUpdateOwnMetadata\":true}");
        try (RawClient ada = RawClient.connect(NODE.port(), token, "")) {
            ada.next(JOIN);
            ada.send(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                            .setRequestId(7)
                            .setName("a\u202eb"))
                    .build());
            var refused = ada.next(REQUEST_RESPONSE).getRequestResponse();
            assertThat(refused.getRequestId()).isEqualTo(7);
            assertThat(refused.getMessage())
                    .isEqualTo("name: bidirectional control characters (U+202E) are not allowed");
            ada.send(SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder()
                            .setCid("mic")
                            .setType(LivekitModels.TrackType.AUDIO)
                            .setName("\u200b"))
                    .build());
            refused = ada.next(REQUEST_RESPONSE).getRequestResponse();
            assertThat(refused.getAddTrack().getCid()).isEqualTo("mic");
            assertThat(refused.getMessage()).isEqualTo("add_track.name: nothing of it can be seen");
            ada.sendText("{\"updateMetadata\":{\"requestId\":8,\"metadata\":\"\\ud83c\"}}");
            assertThat(ada.nextText()).contains("metadata: half of a character (U+D83C) cannot be stored");
            ada.send(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                            .setRequestId(9)
                            .setMetadata("one\n\ttwo"))
                    .build());
            assertThat(ada.next(UPDATE).getUpdate().getParticipants(0).getMetadata())
                    .isEqualTo("one\n\ttwo");
        }
    }

    @Test
    void garbageClosesItsOwnConnectionOnlyAndIsCounted() throws Exception {
        long before = NODE.get().node().signalling().total(Outcome.MALFORMED);
        try (RawClient good = NODE.join("good", "garbage");
                RawClient bad = NODE.join("bad", "garbage")) {
            bad.next(JOIN);
            bad.sendBytes(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3});
            assertThat(bad.closeCode()).isEqualTo(1007);
            assertThat(NODE.get().node().signalling().total(Outcome.MALFORMED)).isEqualTo(before + 1);
            good.send(RawClient.ping());
            assertThat(good.next(PONG).getPong()).isPositive();
        }
    }

    @Test
    void nonsenseInsideValidMessagesHarmsNobody() throws Exception {
        try (RawClient good = NODE.join("good", "nonsense");
                RawClient bad = NODE.join("bad", "nonsense")) {
            bad.send(SignalRequest.newBuilder()
                    .setOffer(SessionDescription.newBuilder()
                            .setSdp("v=9\r\nrubbish")
                            .setId(3))
                    .build());
            bad.send(SignalRequest.newBuilder()
                    .setAnswer(SessionDescription.newBuilder().setSdp("").setId(99))
                    .build());
            bad.send(SignalRequest.getDefaultInstance());
            good.send(RawClient.ping());
            assertThat(good.next(PONG).getPong()).isPositive();
            try (RawClient late = NODE.join("late", "nonsense")) {
                assertThat(late.next(JOIN).getJoin().getRoom().getName()).isEqualTo("nonsense");
            }
        }
    }

    @Test
    void floodOfMessagesIsCutOff() throws Exception {
        try (RawClient flood = NODE.join("flood", "flood")) {
            flood.next(JOIN);
            flood.tryToSend(RawClient.ping(), 2000);
            assertThat(flood.closeCode()).isEqualTo(1008);
            assertThat(NODE.get().node().signalling().total(Outcome.TOO_MUCH)).isPositive();
        }
    }

    @Test
    void framesThatAreNoMessagesCountLikeThoseThatAre() throws Exception {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        List<Function<WebSocket, CompletableFuture<WebSocket>>> floods = List.of(
                socket -> socket.sendPing(nothing.duplicate()),
                socket -> socket.sendPong(nothing.duplicate()),
                socket -> socket.sendBinary(nothing.duplicate(), false));
        for (int i = 0; i < floods.size(); i++) {
            try (RawClient flood = NODE.join("flood" + i, "frames")) {
                flood.next(JOIN);
                flood.tryTo(floods.get(i), 2000);
                assertThat(flood.closeCode()).isEqualTo(1008);
                assertThat(flood.closeReason()).isEqualTo("too many messages");
            }
        }
    }

    @Test
    void aMessageThatWouldTakeMinutesToReadIsRefusedInWords() throws Exception {
        String digits = "9".repeat(60_000);
        try (RawClient bad = NODE.join("bad", "costly")) {
            bad.next(JOIN);
            bad.sendText("{\"pingReq\":{\"timestamp\":\"" + digits + "\"}}");
            assertThat(bad.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .isEqualTo("message: a number of more than 64 characters");
            bad.sendText("{\"addTrack\":{\"width\":1e999999999}}");
            assertThat(bad.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .isEqualTo("message: an exponent of more than 3 digits");
            bad.sendText("{\"pingReq\":{\"timestamp\":\"" + digits.repeat(2) + "\"}}");
            assertThat(bad.next(REQUEST_RESPONSE).getRequestResponse().getReason())
                    .isEqualTo(RequestResponse.Reason.LIMIT_EXCEEDED);
            bad.send(RawClient.ping());
            assertThat(bad.next(PONG).getPong()).isPositive();
        }
    }

    @Test
    void aDescriptionThatCannotBeReadIsAnsweredInWords() throws Exception {
        try (RawClient ada = NODE.join("ada", "unreadable")) {
            ada.next(OFFER);
            ada.send(SignalRequest.newBuilder()
                    .setOffer(SessionDescription.newBuilder().setSdp("rubbish").setId(3))
                    .build());
            assertThat(ada.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .isEqualTo("offer: does not begin with v=0");
            ada.send(SignalRequest.newBuilder()
                    .setAnswer(SessionDescription.newBuilder().setSdp("").setId(99))
                    .build());
            assertThat(ada.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .startsWith("answer: ");
        }
    }

    @Test
    void aDataTrackThatCannotBeIsRefusedWhereTheClientWaits() throws Exception {
        try (RawClient ada = NODE.join("ada", "data tracks")) {
            assertThat(refusal(ada, 1, "").getReason()).isEqualTo(RequestResponse.Reason.INVALID_NAME);
            assertThat(refusal(ada, 65_536, "gps").getReason()).isEqualTo(RequestResponse.Reason.INVALID_HANDLE);
            var hidden = refusal(ada, 2, "g\u202eps");
            assertThat(hidden.getReason()).isEqualTo(RequestResponse.Reason.INVALID_NAME);
            assertThat(hidden.getPublishDataTrack().getPubHandle()).isEqualTo(2);
            assertThat(hidden.getMessage())
                    .isEqualTo("publish_data_track_request.name: bidirectional control characters (U+202E) are not"
                            + " allowed");
        }
    }

    /** LiveKit's {@code StoreDataBlobRequest} or {@code GetDataBlobRequest}, which are newer than the generated classes. */
    private static SignalRequest dataBlob(int field, ByteString content) {
        return SignalRequest.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                field,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(content)
                                        .build())
                        .build())
                .build();
    }

    @Test
    void whoWantsToStoreDataAtTheServerOrToGetSomeIsToldThatItMayNot() throws Exception {
        try (RawClient ada = NODE.join("ada", "blobs")) {
            for (int field : List.of(22, 23)) {
                ada.send(dataBlob(field, ByteString.copyFrom(new byte[] {8, (byte) 0xb0, 2, 18, 1, 'x'})));
                var refused = ada.next(REQUEST_RESPONSE).getRequestResponse();
                assertThat(refused.getRequestId()).isEqualTo(304);
                assertThat(refused.getReason()).isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
                assertThat(refused.getMessage()).isEqualTo("data blobs are not stored by this server");
            }
            for (byte[] broken : List.of(new byte[0], new byte[] {-1}, new byte[] {10, 9}, new byte[100_000])) {
                ada.send(dataBlob(22, ByteString.copyFrom(broken)));
                assertThat(ada.next(REQUEST_RESPONSE).getRequestResponse().getRequestId())
                        .isZero();
            }
        }
    }

    private static RequestResponse refusal(RawClient client, int handle, String name) throws Exception {
        client.send(SignalRequest.newBuilder()
                .setPublishDataTrackRequest(PublishDataTrackRequest.newBuilder()
                        .setPubHandle(handle)
                        .setName(name))
                .build());
        return client.next(REQUEST_RESPONSE).getRequestResponse();
    }
}
