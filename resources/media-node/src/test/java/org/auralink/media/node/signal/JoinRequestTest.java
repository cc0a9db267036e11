package org.auralink.media.node.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import livekit.LivekitModels;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.ConnectionSettings;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.WrappedJoinRequest;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients with one peer connection, which say everything in the address of their WebSocket. */
@Timeout(60)
class JoinRequestTest {
    private static final String TRANSPORT =
            "c=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n" + "a=fingerprint:sha-256 "
                    + "AB:".repeat(31) + "AB\r\na=setup:actpass\r\na=rtcp-mux\r\n";
    private static final String OFFER = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" + TRANSPORT + "a=mid:0\r\na=sendonly\r\na=msid:- mic\r\n"
            + "a=rtpmap:111 opus/48000/2\r\n"
            + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n" + TRANSPORT + "a=mid:1\r\na=recvonly\r\na=rtpmap:96 VP8/90000\r\n";

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static JoinRequest.Builder request() {
        return JoinRequest.newBuilder()
                .setClientInfo(LivekitModels.ClientInfo.newBuilder().setProtocol(17))
                .setConnectionSettings(ConnectionSettings.newBuilder().setAutoSubscribe(true));
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private static String wrapped(byte[] content, WrappedJoinRequest.Compression compression) {
        byte[] wrapped = WrappedJoinRequest.newBuilder()
                .setCompression(compression)
                .setJoinRequest(ByteString.copyFrom(content))
                .build()
                .toByteArray();
        // Padded, as livekit-client writes it.
        return Base64.getUrlEncoder().encodeToString(wrapped).replace("=", "%3D");
    }

    private static String zipped(JoinRequest.Builder request) throws IOException {
        return wrapped(zipped(request.build().toByteArray()), WrappedJoinRequest.Compression.GZIP);
    }

    private static RawClient join(String path, JoinRequest.Builder request, String token) throws IOException {
        return RawClient.open(node.port(), path + "?join_request=" + zipped(request), token);
    }

    @Test
    void offerAndTracksOfTheRequestAreAnsweredOnEitherPath() throws Exception {
        for (String path : new String[] {"/rtc/v1", "/rtc", "//rtc/v1"}) {
            var request = request()
                    .addAddTrackRequests(
                            AddTrackRequest.newBuilder().setCid("mic").setSource(LivekitModels.TrackSource.MICROPHONE))
                    .setPublisherOffer(SessionDescription.newBuilder()
                            .setType("offer")
                            .setSdp(OFFER)
                            .setId(7));
            try (RawClient client = join(path, request, Tokens.join("ada", "single" + path.length()))) {
                SignalResponse first = client.next();
                assertThat(first.getMessageCase()).isEqualTo(MessageCase.JOIN);
                assertThat(first.getJoin().getSubscriberPrimary()).isFalse();
                String sid = client.next(MessageCase.TRACK_PUBLISHED)
                        .getTrackPublished()
                        .getTrack()
                        .getSid();
                SessionDescription answer = client.next(MessageCase.ANSWER).getAnswer();
                assertThat(answer.getId()).isEqualTo(7);
                assertThat(answer.getMidToTrackIdMap()).containsEntry("0", sid);
                assertThat(answer.getSdp()).contains("a=recvonly", "a=inactive");
            }
        }
    }

    @Test
    void aRequestThatIsNotCompressedIsTakenToo() throws Exception {
        String request = wrapped(request().build().toByteArray(), WrappedJoinRequest.Compression.NONE);
        try (RawClient client =
                RawClient.open(node.port(), "/rtc/v1?join_request=" + request, Tokens.join("ada", "plain"))) {
            assertThat(client.next().getMessageCase()).isEqualTo(MessageCase.JOIN);
        }
    }

    @Test
    void aSessionIsResumedByARequest() throws Exception {
        try (RawClient client = join("/rtc/v1", request(), Tokens.join("ada", "again"))) {
            String sid = client.next().getJoin().getParticipant().getSid();
            client.abort();
            var again = request()
                    .setReconnect(true)
                    .setParticipantSid(sid)
                    .setPublisherOffer(SessionDescription.newBuilder()
                            .setType("offer")
                            .setSdp(OFFER)
                            .setId(8));
            // Nothing was connected yet, so the node forgets the session with its signalling.
            try (RawClient back = join("/rtc/v1", again, Tokens.join("ada", "again"))) {
                MessageCase first = back.next().getMessageCase();
                assertThat(first).isIn(MessageCase.RECONNECT, MessageCase.LEAVE);
            }
        }
    }

    private void refused(String sentence, String query) throws Exception {
        var validate = node.get("/rtc/v1/validate" + query, Tokens.join("ada", "refused"));
        assertThat(validate.statusCode()).as(sentence).isEqualTo(400);
        assertThat(validate.body()).contains(sentence);
        assertThat(validate.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void whatIsNoJoinRequestIsRefusedInTheWordsOfLiveKit() throws Exception {
        refused("join_request is required", "");
        refused("cannot base64 decode wrapped join request", "?join_request=*");
        refused("cannot unmarshal wrapped join request", "?join_request=AAAA");
        refused(
                "cannot unmarshal join request",
                "?join_request=" + wrapped(new byte[] {0}, WrappedJoinRequest.Compression.NONE));
        refused(
                "cannot read decompressed join request",
                "?join_request=" + wrapped(new byte[] {1, 2, 3}, WrappedJoinRequest.Compression.GZIP));
        byte[] bomb = zipped(new byte[16 * 1024 * 1024]);
        refused("join request too large", "?join_request=" + wrapped(bomb, WrappedJoinRequest.Compression.GZIP));
        refused(
                "metadata: expected a token with canUpdateOwnMetadata",
                "?join_request=" + zipped(request().setMetadata("x")));
        refused(
                "attributes: expected a token with canUpdateOwnMetadata",
                "?join_request=" + zipped(request().putParticipantAttributes("a", "b")));
    }

    @Test
    void brokenRequestsAreRefusedWhateverIsBroken() throws Exception {
        byte[] valid = zipped(request()
                .setPublisherOffer(
                        SessionDescription.newBuilder().setType("offer").setSdp(OFFER))
                .build()
                .toByteArray());
        var random = new Random(20261128);
        for (int round = 0; round < 200; round++) {
            byte[] broken = valid.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            var answer = node.get(
                    "/rtc/v1/validate?join_request=" + wrapped(broken, WrappedJoinRequest.Compression.GZIP),
                    Tokens.join("ada" + round, "broken" + round));
            assertThat(answer.statusCode()).as("round %d", round).isIn(200, 400, 429);
        }
    }

    @Test
    void validateAcceptsWhatJoiningWould() throws Exception {
        var answer = node.get("/rtc/v1/validate?join_request=" + zipped(request()), Tokens.join("ada", "fine"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("success");
        assertThat(node.get("/rtc/v1", Tokens.join("ada", "fine")).statusCode()).isEqualTo(404);
    }

    @Test
    void whatTheRequestSaysOfItselfIsToldToOthers() throws Exception {
        String token = Tokens.of("ada", "{\"roomJoin\":true,\"room\":\"self\",\"canUpdateOwnMetadata\":true}");
        var request = request().setMetadata("m").putParticipantAttributes("k", "v");
        try (RawClient client = join("/rtc/v1", request, token)) {
            LivekitModels.ParticipantInfo info = client.next().getJoin().getParticipant();
            assertThat(info.getMetadata()).isEqualTo("m");
            assertThat(info.getAttributesMap()).containsEntry("k", "v");
        }
    }
}
