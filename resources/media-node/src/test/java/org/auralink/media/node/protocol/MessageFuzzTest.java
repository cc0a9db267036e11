package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.junit.jupiter.api.Test;

/**
 * Messages that nobody thought of, read as the node reads them: each is understood or refused in words, and costs this
 * thread less than 50 ms of a processor. Seeded; {@code -Dauralink.fuzz.seconds} looks for others as long.
 */
class MessageFuzzTest {
    private static final long SEED = 20261128;
    private static final long LIMIT_NANOS = 50_000_000;
    private static final int ROUNDS = 4_000;
    /** Noise only ever adds, and on a shared machine it adds up to ten times; what a message really costs is the least. */
    private static final int TRIES = 30;

    private static final String SDP = """
            v=0
            o=- 1 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=ice-ufrag:4ZcD
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlZu
            a=fingerprint:sha-256 75:74:5A
            a=setup:actpass
            a=mid:0
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=sendonly
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 minptime=10;useinbandfec=1
            a=ssrc:3735928559 cname:x
            m=video 9 UDP/TLS/RTP/SAVPF 96 97
            a=mid:1
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rid:q send
            a=rid:h send
            a=simulcast:send q;h
            a=ssrc-group:FID 1 2
            """.replace("\n", "\r\n");

    private static final List<Message> SIGNALS = List.of(
            SignalRequest.newBuilder()
                    .setOffer(LivekitRtc.SessionDescription.newBuilder()
                            .setSdp(SDP)
                            .setType("offer")
                            .setId(1))
                    .build(),
            SignalRequest.newBuilder()
                    .setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                            .setCid("cam")
                            .setTypeValue(1)
                            .setWidth(1280)
                            .addLayers(LivekitModels.VideoLayer.newBuilder()
                                    .setQualityValue(2)
                                    .setBitrate(1_700_000))
                            .addAudioFeaturesValue(1)
                            .addSimulcastCodecs(LivekitRtc.SimulcastCodec.newBuilder()
                                    .setCodec("video/VP8")
                                    .setCid("cam")))
                    .build(),
            SignalRequest.newBuilder()
                    .setSubscription(LivekitRtc.UpdateSubscription.newBuilder()
                            .addTrackSids("TR_1")
                            .addParticipantTracks(
                                    LivekitModels.ParticipantTracks.newBuilder().addTrackSids("TR_2")))
                    .build(),
            SignalRequest.newBuilder()
                    .setTrickle(LivekitRtc.TrickleRequest.newBuilder()
                            .setCandidateInit("{\"candidate\":\"candidate:1 1 udp 2 192.0.2.1 9 typ host\"}"))
                    .build(),
            SignalRequest.newBuilder()
                    .setUpdateMetadata(LivekitRtc.UpdateParticipantMetadata.newBuilder()
                            .setName("Ada")
                            .putAttributes("k", "v"))
                    .build(),
            SignalRequest.newBuilder()
                    .setPingReq(LivekitRtc.Ping.newBuilder().setTimestamp(1_700_000_000_000L))
                    .build());

    private static final List<Message> CALLS = List.of(
            LivekitRoom.CreateRoomRequest.newBuilder()
                    .setName("r")
                    .setEmptyTimeout(5)
                    .putTags("a", "b")
                    .build(),
            LivekitRoom.UpdateParticipantRequest.newBuilder()
                    .setRoom("r")
                    .setIdentity("ada")
                    .putAttributes("k", "v")
                    .setPermission(
                            LivekitModels.ParticipantPermission.newBuilder().addCanPublishSourcesValue(1))
                    .build(),
            LivekitRoom.UpdateSubscriptionsRequest.newBuilder()
                    .setRoom("r")
                    .addTrackSids("TR_1")
                    .build());

    /** A way into the node. The kept inputs are named after it. */
    private enum Door {
        SIGNAL_JSON,
        SIGNAL,
        SERVER_JSON,
        SERVER,
        SDP;

        int most() {
            return switch (this) {
                case SIGNAL_JSON -> InputLimits.SIGNAL_JSON.length();
                case SIGNAL -> InputLimits.SIGNAL.length();
                case SERVER_JSON, SERVER -> InputLimits.SERVER_API.length();
                case SDP -> 1 << 20;
            };
        }
    }

    private static byte[] json(Message message) {
        try {
            return JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static List<byte[]> seeds(Door door) {
        return switch (door) {
            case SIGNAL_JSON -> SIGNALS.stream().map(MessageFuzzTest::json).toList();
            case SIGNAL -> SIGNALS.stream().map(Message::toByteArray).toList();
            case SERVER_JSON -> CALLS.stream().map(MessageFuzzTest::json).toList();
            case SERVER -> CALLS.stream().map(Message::toByteArray).toList();
            case SDP -> List.of(SDP.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static void read(Door door, byte[] input) {
        try {
            switch (door) {
                case SIGNAL_JSON -> {
                    var request = SignalRequest.newBuilder();
                    SafeJson.merge(input, request, InputLimits.SIGNAL_JSON);
                    understand(request.build());
                }
                case SIGNAL -> {
                    var request = SignalRequest.newBuilder();
                    SafeProtobuf.merge(input, request, InputLimits.SIGNAL);
                    understand(request.build());
                }
                case SERVER_JSON ->
                    SafeJson.merge(input, CALLS.get(input.length % 3).newBuilderForType(), InputLimits.SERVER_API);
                case SERVER ->
                    SafeProtobuf.merge(input, CALLS.get(input.length % 3).newBuilderForType(), InputLimits.SERVER_API);
                case SDP ->
                    ClientSignal.offer(new SessionDescription(new String(input, StandardCharsets.UTF_8), 1, Map.of()));
            }
        } catch (InputException e) {
            assertThat(e).message().isNotEmpty().hasSizeLessThan(200);
        }
    }

    private static void understand(SignalRequest request) {
        if (ClientMessages.entries(request) <= 1_000) {
            ClientMessages.signal(request);
        }
    }

    private static long cost(Door door, byte[] input) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        read(door, input);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    /** The least of some tries, so that what else happens in the machine cannot make a message look costly. */
    private static void check(Door door, byte[] input, String name) {
        try {
            long least = cost(door, input);
            for (int i = 1; i < TRIES && least > LIMIT_NANOS; i++) {
                least = Math.min(least, cost(door, input));
            }
            assertThat(least).as("CPU time of %s", name).isLessThan(LIMIT_NANOS);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + ", kept in " + keep(door, input), e);
        }
    }

    private static Path keep(Door door, byte[] input) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "fuzz"));
            String name = door.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return Files.write(Files.createTempFile(folder, name + "-", ".bin"), input);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keptInputsAreReadOrRefusedInTime() throws IOException, URISyntaxException {
        Path folder = Path.of(
                MessageFuzzTest.class.getResource("MessageFuzzTestInputs").toURI());
        List<Path> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(kept::add);
        }
        assertThat(kept).isNotEmpty();
        for (Path file : kept) {
            String name = file.getFileName().toString();
            Door door = Stream.of(Door.values())
                    .filter(each ->
                            name.startsWith(each.name().toLowerCase(Locale.ROOT).replace('_', '-') + "."))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no door for " + name));
            check(door, Files.readAllBytes(file), name);
        }
    }

    @Test
    void messagesThatNobodyThoughtOfAreReadOrRefusedInTime() {
        long seconds = Long.getLong("auralink.fuzz.seconds", 0);
        long seed = Long.getLong("auralink.fuzz.seed", SEED);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var random = new Random(seed);
        var mutations = new MessageMutations(random);
        for (int round = 0; round < ROUNDS || System.nanoTime() < end; round++) {
            Door door = Door.values()[random.nextInt(Door.values().length)];
            List<byte[]> seeds = seeds(door);
            byte[] seed1 = seeds.get(random.nextInt(seeds.size()));
            byte[] seed2 = seeds.get(random.nextInt(seeds.size()));
            check(door, mutations.mutated(seed1, seed2, door.most()), "round " + round + " of seed " + seed);
        }
    }
}
