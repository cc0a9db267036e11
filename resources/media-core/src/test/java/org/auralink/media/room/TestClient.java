package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/** A client that is as well-behaved as its test wants it to be. */
final class TestClient implements SignalSink {
    static final int OPUS = 111;
    static final int VP8 = 96;
    static final int LEVEL_EXTENSION = 1;

    private TestRoom test;
    final Participant participant;
    final ClientDescriptions descriptions;
    /** Everything the room told it, in order. */
    final List<ServerSignal> signals = new ArrayList<>();

    private final FakeTransports.@Nullable Association receiving;
    private FakeTransports.@Nullable Association sending;
    /** Whether its signalling connection is broken in a way that nobody foresaw. */
    boolean failing;
    /** Whether the room closed its signalling connection without a word. */
    boolean hungUp;

    private int offers;
    private int answered;

    TestClient(TestRoom test, JoinRequest request) {
        this.test = test;
        descriptions = new ClientDescriptions(request.identity().value());
        int opened = test.transports.opened.size();
        if (!(test.room.join(test.now, request, this) instanceof JoinOutcome.Admitted admitted)) {
            throw new AssertionError("not admitted");
        }
        participant = admitted.participant();
        List<FakeTransports.Association> own = test.transports.opened.subList(opened, test.transports.opened.size());
        receiving = own.isEmpty() ? null : own.get(0);
    }

    /** It was moved there. */
    void belongsTo(TestRoom other) {
        test = other;
    }

    @Override
    public void send(ServerSignal signal) {
        if (failing) {
            throw new IllegalStateException("as the test wants it");
        }
        signals.add(signal);
    }

    @Override
    public void hangUp() {
        hungUp = true;
    }

    void signal(ClientSignal signal) {
        test.room.signal(test.now, participant, signal);
    }

    <T extends ServerSignal> List<T> all(Class<T> type) {
        return signals.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends ServerSignal> T last(Class<T> type) {
        List<T> all = all(type);
        if (all.isEmpty()) {
            throw new AssertionError("no " + type.getSimpleName() + " among " + signals.size() + " signals");
        }
        return all.get(all.size() - 1);
    }

    FakeTransports.Association receiving() {
        return Objects.requireNonNull(receiving, "it may not subscribe");
    }

    /** Answers the last offer as browsers do. */
    void answer() {
        SessionDescription offer = last(ServerSignal.Offer.class).description();
        answered = offer.id();
        signal(ClientSignal.answer(new SessionDescription(descriptions.answer(offer.sdp()), offer.id(), Map.of())));
    }

    void answerAndConnect() {
        answer();
        receiving().become(test.now, TransportState.CONNECTED, null);
    }

    /** Waits until the room's offer is due and answers it; nothing when there is none that waits for an answer. */
    void renegotiate() {
        test.pass(50);
        if (last(ServerSignal.Offer.class).description().id() != answered) {
            answer();
        }
    }

    /** Announces a track. */
    void announce(String cid, TrackKind kind, TrackSource source) {
        signal(new ClientSignal.AddTrack(
                cid, cid, kind, source, 0, 0, false, List.of(), List.of(), null, false, false, false, 0, "camera",
                List.of()));
    }

    /** Offers what it sends at present and expects an answer. */
    SessionDescription offer() {
        offers++;
        int before = all(ServerSignal.Answer.class).size();
        signal(ClientSignal.offer(new SessionDescription(descriptions.offer(), offers, Map.of())));
        if (all(ServerSignal.Answer.class).size() != before + 1) {
            throw new AssertionError("the offer was not answered");
        }
        return last(ServerSignal.Answer.class).description();
    }

    /** The association that its first offer opened. */
    FakeTransports.Association sending() {
        FakeTransports.Association known = sending;
        if (known != null) {
            return known;
        }
        String sdp = last(ServerSignal.Answer.class).description().sdp();
        String ufrag = sdp.split("a=ice-ufrag:", 2)[1].split("\r\n", 2)[0];
        for (FakeTransports.Association each : test.transports.opened) {
            if (each.localCredentials().ufrag().equals(ufrag)) {
                sending = each;
                return each;
            }
        }
        throw new AssertionError("no such association");
    }

    /** Announces, offers and sends the first packet of a microphone's track. */
    TrackSid publishMicrophone() {
        announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        descriptions.send("audio", "mic");
        return begin(OPUS, "mic", new byte[] {1, 2, 3});
    }

    /** Announces, offers and sends a key frame of a camera's track. */
    TrackSid publishCamera() {
        announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        descriptions.send("video", "cam");
        return begin(VP8, "cam", keyFrame());
    }

    private TrackSid begin(int payloadType, String cid, byte[] payload) {
        offer();
        sending().become(test.now, TransportState.CONNECTED, null);
        sendRtp(payloadType, cid, payload, -1);
        return sid(cid);
    }

    TrackSid sid(String cid) {
        return all(ServerSignal.TrackPublished.class).stream()
                .filter(each -> each.cid().equals(cid))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError(cid + " was not announced"))
                .track()
                .sid();
    }

    static byte[] keyFrame() {
        return new byte[] {0x10, 0, 1, 2};
    }

    static byte[] interFrame() {
        return new byte[] {0x10, 1, 1, 2};
    }

    /** Sends a packet of a track. @param level in -dBov, or -1 for none */
    void sendRtp(int payloadType, String cid, byte[] payload, int level) {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf)
                .begin(
                        false,
                        payloadType,
                        descriptions.nextSequence(cid),
                        test.now / 20_000 % (1L << 32),
                        descriptions.ssrc(cid));
        if (level >= 0) {
            writer.extension(LEVEL_EXTENSION, new byte[] {(byte) level}, 0, 1);
        }
        writer.payload(payload, 0, payload.length);
        var packet = new RtpPacket();
        packet.parse(buf, 0, writer.length());
        sending().arrive(test.now, packet);
    }

    /** Its network is gone, or its tab is closed, without a word. */
    void vanish() {
        test.room.signalLost(test.now, participant, this);
        receiving().become(test.now, TransportState.DISCONNECTED, null);
    }

    /** As a browser that closes its peer connection. */
    void closeMedia() {
        receiving().become(test.now, TransportState.CLOSED, FailureReason.CLOSE_NOTIFY);
    }

    void fail() {
        receiving().become(test.now, TransportState.FAILED, FailureReason.CONSENT_EXPIRED);
    }
}
