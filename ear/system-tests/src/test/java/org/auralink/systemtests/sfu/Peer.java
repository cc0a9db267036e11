package org.auralink.systemtests.sfu;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One participant in a browser page. */
public final class Peer {
    private static final double POLL_MILLIS = 250;

    /**
     * What this participant receives from another.
     *
     * @param framesDecoded video frames decoded so far
     * @param audioEnergy {@code totalAudioEnergy} of getStats
     * @param muted sources the other has muted: {@code camera}, {@code microphone}
     * @param tracks subscribed tracks
     * @param width of the picture, in pixels
     * @param repaired packets that came as retransmissions
     */
    public record Received(
            long framesDecoded, double audioEnergy, List<String> muted, int tracks, int width, long repaired) {
        /** The acceptance criterion of a working call: picture and sound from the other. */
        public boolean seenAndHeard() {
            return framesDecoded > 60 && audioEnergy > 0;
        }
    }

    private final Page page;
    private final List<String> console = new ArrayList<>();
    private final List<String> webSockets = new ArrayList<>();

    Peer(Page page) {
        this.page = page;
        page.onConsoleMessage(message -> console.add(message.type() + ": " + message.text()));
        page.onWebSocket(socket -> webSockets.add(URI.create(socket.url()).getPath()));
        page.onPageError(error -> console.add("error: " + error));
    }

    /** Calls {@code window.harness[function](argument)} and waits for its promise. */
    public Object call(String function, Object argument) {
        return page.evaluate("([name, argument]) => window.harness[name](argument)", List.of(function, argument));
    }

    /** Calls {@code window.data[function](argument)} and waits for its promise. */
    public Object data(String function, Object argument) {
        return page.evaluate("([name, argument]) => window.data[name](argument)", List.of(function, argument));
    }

    /** Calls {@code window.measure[function](argument)} and waits for its promise. */
    public Object measure(String function, Object argument) {
        return page.evaluate("([name, argument]) => window.measure[name](argument)", List.of(function, argument));
    }

    /** Calls {@code window.joining.timed(argument)} and waits for its promise: when each step was done, in ms. */
    @SuppressWarnings("unchecked") // The shape is that of joining.js.
    Map<String, Number> joins(Map<String, Object> argument) {
        return (Map<String, Number>) page.evaluate("(argument) => window.joining.timed(argument)", argument);
    }

    /** Waits until {@code window.data[list](topic)} has so many entries, and returns them; fails after {@code seconds}. */
    @SuppressWarnings("unchecked") // The shape is that of data.js.
    public List<Map<String, Object>> dataOf(String list, String topic, int entries, int seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (true) {
            var all = (List<Map<String, Object>>) data(list, topic);
            if (all.size() >= entries) {
                return all;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Expected " + entries + " " + list + " on " + topic + " within " + seconds
                        + " s, got " + all.size() + "\nThe page said:\n" + log());
            }
            page.waitForTimeout(POLL_MILLIS / 5);
        }
    }

    /** What is received from each other participant, by identity. */
    @SuppressWarnings("unchecked") // The shape is that of harness.js.
    public Map<String, Received> received() {
        var result = new LinkedHashMap<String, Received>();
        var remote = (Map<String, Map<String, Object>>) page.evaluate("() => window.harness.remote()");
        remote.forEach((identity, entry) -> result.put(
                identity,
                new Received(
                        ((Number) entry.getOrDefault("framesDecoded", 0)).longValue(),
                        ((Number) entry.getOrDefault("audioEnergy", 0)).doubleValue(),
                        (List<String>) entry.getOrDefault("muted", List.of()),
                        ((Number) entry.getOrDefault("tracks", 0)).intValue(),
                        ((Number) entry.getOrDefault("width", 0)).intValue(),
                        ((Number) entry.getOrDefault("repaired", 0)).longValue())));
        return result;
    }

    /** Fails, with what the page said, unless {@code condition} comes true within {@code seconds}. */
    public void expect(String what, int seconds, Predicate<Map<String, Received>> condition) {
        if (!await(seconds, condition)) {
            throw new AssertionError("Expected " + what + " within " + seconds + " s; received " + received()
                    + ", state " + state() + "\nThe page said:\n" + log());
        }
    }

    /** Until picture and sound of exactly these others arrive. */
    public void seesAndHears(int seconds, String... others) {
        var expected = Set.of(others);
        expect(
                "picture and sound of " + expected,
                seconds,
                all -> all.keySet().equals(expected) && all.values().stream().allMatch(Received::seenAndHeard));
    }

    /** Until so many more frames of somebody are decoded than now. */
    public void seesMoreOf(String identity, int frames, int seconds) {
        long before = received()
                .getOrDefault(identity, new Received(0, 0, List.of(), 0, 0, 0))
                .framesDecoded();
        expect(
                frames + " more frames of " + identity + " than " + before,
                seconds,
                all -> all.containsKey(identity) && all.get(identity).framesDecoded() >= before + frames);
    }

    /** Whether livekit-client reported this. */
    public boolean noted(String name) {
        return Boolean.TRUE.equals(
                page.evaluate("name => window.harness.log().some((entry) => entry.name === name)", name));
    }

    /** Fails unless livekit-client reports this within {@code seconds}. */
    public void expectNoted(String name, int seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!noted(name)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Expected " + name + " within " + seconds + " s\nThe page said:\n" + log());
            }
            page.waitForTimeout(POLL_MILLIS);
        }
    }

    /** How often livekit-client reported this. */
    public int times(String name) {
        return ((Number) page.evaluate(
                        "name => window.harness.log().filter((entry) => entry.name === name).length", name))
                .intValue();
    }

    /** Fails unless livekit-client reports this more often than {@code before} within {@code seconds}. */
    public void expectNotedAgain(String name, int before, int seconds) {
        expectThat(
                name + " more than " + before + " times",
                "(room, [name, before]) => window.harness.log().filter((entry) => entry.name === name).length > before",
                List.of(name, before),
                seconds);
    }

    /** Calls a function of JavaScript with livekit-client's {@code Room} and this, and waits for its promise. */
    public Object run(String function, Object argument) {
        return page.evaluate("(argument) => (" + function + ")(window.harness.room(), argument)", argument);
    }

    /** Fails unless such a function answers true within {@code seconds}. */
    public void expectThat(String what, String function, Object argument, int seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!Boolean.TRUE.equals(run(function, argument))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Expected " + what + " within " + seconds + " s\nThe page said:\n" + log());
            }
            page.waitForTimeout(POLL_MILLIS);
        }
    }

    /** Fails unless the page's console has a line with this within {@code seconds}. */
    public void expectSaid(String part, int seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (console.stream().noneMatch(line -> line.contains(part))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Expected " + part + " within " + seconds + " s\nThe page said:\n" + log());
            }
            page.waitForTimeout(POLL_MILLIS);
        }
    }

    /** Polls {@link #received()} until it satisfies {@code condition}; false when {@code seconds} pass before. */
    public boolean await(int seconds, Predicate<Map<String, Received>> condition) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < deadline) {
            if (condition.test(received())) {
                return true;
            }
            page.waitForTimeout(POLL_MILLIS);
        }
        return false;
    }

    /** Mutes or unmutes {@code camera} or {@code microphone}. */
    public void mute(String source, boolean muted) {
        page.evaluate("([s, m]) => window.harness.mute(s, m)", List.of(source, muted));
    }

    /** {@code connected}, {@code reconnecting}, {@code disconnected} …, as livekit-client says it. */
    public String state() {
        return String.valueOf(page.evaluate("() => window.harness.state()"));
    }

    /** What livekit-client reported so far, as JSON: for a failing test's message. */
    public String log() {
        return page.evaluate("() => JSON.stringify(window.harness.log())") + "\n" + String.join("\n", console);
    }

    /** What the page said on its console, one entry {@code type: text} a line. */
    public List<String> console() {
        return List.copyOf(console);
    }

    /** The path of each WebSocket that the page opened, or tried to, in their order. */
    public List<String> webSockets() {
        return List.copyOf(webSockets);
    }

    /** Leaves the room. */
    public void leave() {
        page.evaluate("() => window.harness.leave()");
    }

    /** The MIME type of the video this participant sends. */
    public String sentCodec() {
        return String.valueOf(page.evaluate("() => window.harness.sentCodec()"));
    }

    /** Packets this participant sent again because the node asked for them. */
    public long repeated() {
        return ((Number) page.evaluate(
                        "async () => (await window.harness.sent()).reduce((sum, stream) => sum + stream.repaired, 0)"))
                .longValue();
    }

    /** Closes the page and its profile. */
    void end() {
        page.context().close();
    }

    public Page page() {
        return page;
    }
}
