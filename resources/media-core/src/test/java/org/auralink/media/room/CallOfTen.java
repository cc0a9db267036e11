package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auralink.media.room.forward.LayerReason;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtp.RtpPacket;

/**
 * Ten people in a call, for a minute, the same with the same seed. One speaks at a time, others say a word in between. Seven show
 * who speaks large and the others small, of which two scroll, so that some are not shown; one shows somebody else large and pinned,
 * and two show all in a grid. Five microphones send the sound of a quiet room, five send nothing while they are silent (DTX).
 */
final class CallOfTen {
    private static final int PEOPLE = 10;
    private static final long SEED = 20261130;
    private static final int BEGIN_MS = 11_000;
    private static final int SECONDS = 40;
    private static final int SOUND_MS = 20;
    private static final int DTX_MS = 400;
    private static final int SPEECH = 30;
    private static final int ROOM = 75;
    private static final int SILENT = 127;
    private static final byte[] OPUS = new byte[100];
    private static final int PINS = 7;

    private final TestRoom test;
    private final Random random = new Random(SEED);
    private final List<TestClient> people = new ArrayList<>();
    private final List<SimulcastCamera> cameras = new ArrayList<>();
    private final List<LayeredCamera> pictures = new ArrayList<>();
    private final List<Map<Integer, Integer>> publishers = new ArrayList<>();
    /** Of each receiver and second: what it saw of who speaks. */
    private final Map<String, String> speakers = new TreeMap<>();

    private final Map<Integer, VideoQuality> asked = new HashMap<>();
    private int smallestRate = Integer.MAX_VALUE;
    private int speaker;
    private int turnBegan;
    private int turnEnds;
    private int word = -1;
    private int wordEnds;
    private int reportsBefore;

    /** What one was sent, and would have been, in bytes. */
    record Measured(String receiver, long sent, long adaptive, long best) {
        double savedOfBest() {
            return 1 - (double) sent / best;
        }

        double savedOfAdaptive() {
            return 1 - (double) sent / adaptive;
        }
    }

    CallOfTen(TestRoom test) {
        this.test = test;
    }

    void run() {
        for (int i = 0; i < PEOPLE; i++) {
            people.add(test.connected("person " + i));
        }
        for (TestClient each : people) {
            var camera = new SimulcastCamera(test, each);
            cameras.add(camera);
            pictures.add(new LayeredCamera(camera));
        }
        pass(0, 200);
        for (int round = 0; round < 3; round++) {
            people.forEach(TestClient::renegotiate);
        }
        people.forEach(each -> publishers.add(publishers(each)));
        pass(200, BEGIN_MS);
        reportsBefore = test.reports.size();
        test.spared.clear();
        for (int second = 0; second < SECONDS; second++) {
            people.forEach(each -> each.receiving().rtp.clear());
            int from = BEGIN_MS + second * 1_000;
            int spoke = speaker;
            pass(from, from + 1_000);
            look(from, spoke);
        }
    }

    private Map<Integer, Integer> publishers(TestClient receiver) {
        String sdp = receiver.last(ServerSignal.Offer.class).description().sdp();
        Map<Integer, Integer> result = new HashMap<>();
        for (int i = 0; i < PEOPLE; i++) {
            int at = sdp.indexOf("|" + cameras.get(i).sid().value());
            if (at >= 0) {
                Matcher found = Pattern.compile("a=ssrc:(\\d+) ").matcher(sdp.substring(at));
                assertThat(found.find()).isTrue();
                result.put((int) Long.parseLong(found.group(1)), i);
            }
        }
        assertThat(result)
                .as(
                        "%s is offered cameras by %s",
                        receiver.participant.identity().value(), sdp.replaceAll("(?m)^(?!m=|a=msid:|a=ssrc).*\r\n", ""))
                .hasSize(PEOPLE - 1);
        return result;
    }

    /** From the first to the last millisecond: pictures, sound and what the clients ask for. */
    private void pass(int from, int to) {
        for (int ms = from; ms < to; ms++) {
            if (ms * LayeredCamera.FPS / 1_000 != (ms + 1) * LayeredCamera.FPS / 1_000) {
                pictures.forEach(LayeredCamera::send);
            }
            if (ms % SOUND_MS == 0) {
                talk(ms);
                show(ms);
            }
            test.pass(1);
        }
    }

    private void talk(int ms) {
        if (ms >= turnEnds) {
            speaker = (speaker + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
            turnBegan = ms + 400;
            turnEnds = turnBegan + 4_000 + random.nextInt(5_000);
        }
        if (ms >= wordEnds + 3_000) {
            word = random.nextInt(PEOPLE);
            wordEnds = ms + 500;
        }
        for (int i = 0; i < PEOPLE; i++) {
            boolean speaks = i == speaker && ms >= turnBegan || i == word && ms < wordEnds;
            boolean dtx = i % 2 == 0;
            int level = speaks ? SPEECH + random.nextInt(10) : dtx ? SILENT : ROOM + random.nextInt(8);
            if (speaks || !dtx || ms % DTX_MS == 0) {
                people.get(i).sendRtp(TestClient.OPUS, SimulcastCamera.MICROPHONE, OPUS, level);
            }
        }
    }

    /** Clients learn who speaks some time after that began. */
    private void show(int ms) {
        if (publishers.isEmpty()) {
            return;
        }
        for (int receiver = 0; receiver < PEOPLE; receiver++) {
            for (int shown = 0; shown < PEOPLE; shown++) {
                if (receiver != shown) {
                    ask(receiver, shown, wanted(ms, receiver, shown));
                }
            }
        }
    }

    private VideoQuality wanted(int ms, int receiver, int shown) {
        if (receiver > PINS) {
            return VideoQuality.MEDIUM;
        }
        boolean large = receiver == PINS ? shown == 0 : shown == speaker && ms >= turnBegan + 500;
        boolean scrolls = receiver < 2 && (shown + ms / 5_000) % 4 == 0;
        return large ? VideoQuality.HIGH : scrolls ? VideoQuality.OFF : VideoQuality.LOW;
    }

    private void ask(int receiver, int shown, VideoQuality wanted) {
        int key = receiver * PEOPLE + shown;
        if (wanted != asked.put(key, wanted)) {
            int priority = receiver == PINS && shown == 0 ? 1 : 0;
            people.get(receiver)
                    .signal(new ClientSignal.UpdateTrackSettings(
                            List.of(cameras.get(shown).sid()), wanted == VideoQuality.OFF, wanted, 0, 0, 0, priority));
        }
    }

    private void look(int from, int spoke) {
        boolean sameTurn = spoke == speaker && from >= turnBegan + 1_500;
        boolean settled = from % 5_000 >= 1_000;
        for (int receiver = 0; receiver < PEOPLE; receiver++) {
            Map<Integer, Set<Long>> frames = new HashMap<>();
            Map<Integer, Set<Integer>> layers = new HashMap<>();
            for (RtpPacket packet : people.get(receiver).receiving().rtp) {
                Integer publisher = publishers.get(receiver).get(packet.ssrc());
                if (publisher != null && packet.payloadLength() > LayeredCamera.LAYER_AT) {
                    frames.computeIfAbsent(publisher, each -> new HashSet<>()).add(packet.timestamp());
                    layers.computeIfAbsent(publisher, each -> new HashSet<>())
                            .add((int) packet.array()[packet.payloadOffset() + LayeredCamera.LAYER_AT]);
                }
            }
            if (sameTurn && receiver != speaker && asked.get(receiver * PEOPLE + speaker) != VideoQuality.OFF) {
                speakers.put(
                        String.format("%d ms, to %d", from, receiver),
                        layers.get(speaker) + " "
                                + frames.getOrDefault(speaker, Set.of()).size());
            }
            for (int shown = 0; shown < PEOPLE; shown++) {
                boolean small = asked.get(receiver * PEOPLE + shown) == VideoQuality.LOW;
                if (small && settled && sameTurn) {
                    smallestRate = Math.min(
                            smallestRate, frames.getOrDefault(shown, Set.of()).size());
                }
            }
        }
    }

    Map<String, String> speakers() {
        return speakers;
    }

    /** The fewest pictures in a second that somebody was sent of a small one. */
    int smallestRate() {
        return smallestRate;
    }

    Map<Spared, Long> spared() {
        return Map.copyOf(test.spared);
    }

    /** Why videos were sent as they were, by the node's own reports. */
    Set<LayerReason> reasons() {
        return test.reports.subList(reportsBefore, test.reports.size()).stream()
                .flatMap(report -> report.received().stream())
                .map(ParticipantReport.Received::reason)
                .collect(Collectors.toSet());
    }

    /** By the node's own reports. */
    List<Measured> measured() {
        List<Measured> result = new ArrayList<>();
        for (TestClient each : people) {
            long sent = 0;
            long adaptive = 0;
            long best = 0;
            for (ParticipantReport report : test.reports.subList(reportsBefore, test.reports.size())) {
                if (report.identity().equals(each.participant.identity())) {
                    double bytesOfBit = report.baselines().nanos() / 8e9;
                    sent += Math.round(report.down().bitsPerSecond() * bytesOfBit);
                    adaptive += Math.round(report.baselines().adaptiveBitsPerSecond() * bytesOfBit);
                    best += Math.round(report.baselines().bestBitsPerSecond() * bytesOfBit);
                }
            }
            result.add(new Measured(each.participant.identity().value(), sent, adaptive, best));
        }
        return result;
    }

    Measured all() {
        List<Measured> each = measured();
        return new Measured(
                "all",
                each.stream().mapToLong(Measured::sent).sum(),
                each.stream().mapToLong(Measured::adaptive).sum(),
                each.stream().mapToLong(Measured::best).sum());
    }
}
