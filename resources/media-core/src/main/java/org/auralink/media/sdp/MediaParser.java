package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of one media section. */
final class MediaParser {
    /** Port of sections whose address is found by ICE (RFC 8840 4.1.1). */
    private static final int DISCARD_PORT = 9;

    private final String kind;
    private final int port;
    private final String protocol;
    private final List<String> formats;
    private final Map<Integer, String> mappings = new LinkedHashMap<>();
    private final Map<Integer, String> parameters = new LinkedHashMap<>();
    private final Map<Integer, List<String>> feedback = new LinkedHashMap<>();
    private final List<String> feedbackOfAll = new ArrayList<>();
    private final List<HeaderExtension> extensions = new ArrayList<>();
    private final List<String> sentRids = new ArrayList<>();
    private final List<String> simulcast = new ArrayList<>();
    private final Set<Integer> ssrcs = new LinkedHashSet<>();
    private final Set<Integer> layers = new LinkedHashSet<>();
    private final Map<Integer, Integer> retransmissions = new LinkedHashMap<>();
    private String mid = "";
    private @Nullable Direction direction;
    private String ufrag = "";
    private String password = "";
    private String fingerprint = "";
    private String setup = "";
    private String msid = "";
    private int sctpPort;
    private boolean bundleOnly;
    private boolean mixedExtensions;

    MediaParser(String kind, int port, String protocol, List<String> formats) {
        this.kind = kind;
        this.port = port;
        this.protocol = protocol;
        this.formats = formats;
    }

    /** @param words what follows {@code m=} */
    static MediaParser of(List<String> words) throws SdpException {
        if (words.size() < 4) {
            throw new SdpException("m-line has fewer than four words");
        }
        String kind = words.get(0).toLowerCase(Locale.ROOT);
        if (!SdpText.isToken(kind, 40, "") || !SdpText.isToken(words.get(2), 60, "/")) {
            throw new SdpException("m-line with an unknown form");
        }
        int port = (int) SdpText.number(words.get(1).split("/", 2)[0], 65_535);
        if (port < 0) {
            throw new SdpException("port of an m-line is not a number up to 65535");
        }
        List<String> formats = words.subList(3, words.size()).stream()
                .filter(format -> SdpText.isVisible(format, 40))
                // Each once, whatever is written: a section must not become longer by being read.
                .distinct()
                .limit(SdpLimits.MAX_CODECS)
                .toList();
        return new MediaParser(kind, port, words.get(2), formats);
    }

    /**
     * Takes in an attribute. One that is not known, or cannot be read, is left out; where something depends on it, that is
     * missed later, with its name.
     *
     * @param name in lower case
     */
    void attribute(String name, String value) throws SdpException {
        switch (name) {
            case "mid" -> mid(value);
            case "sendrecv", "sendonly", "recvonly", "inactive" ->
                direction = Direction.valueOf(name.toUpperCase(Locale.ROOT));
            case "bundle-only" -> bundleOnly = true;
            case "extmap-allow-mixed" -> mixedExtensions = true;
            case "extmap" -> extension(SdpText.words(value));
            case "rid" -> rid(SdpText.words(value));
            case "simulcast" -> simulcast(SdpText.words(value));
            case "ssrc-group" -> group(SdpText.words(value));
            default -> {
                if (value.length() <= SdpLimits.MAX_VALUE) {
                    bounded(name, value);
                }
            }
        }
    }

    private void bounded(String name, String value) {
        switch (name) {
            case "ice-ufrag" -> ufrag = value;
            case "ice-pwd" -> password = value;
            case "fingerprint" -> fingerprint(value);
            case "setup" -> setup = value.toLowerCase(Locale.ROOT);
            case "msid" -> msid = value;
            case "sctp-port" -> sctpPort = (int) Math.max(0, SdpText.number(value, 65_535));
            case "rtpmap" -> keyed(mappings, value);
            case "fmtp" -> keyed(parameters, value);
            case "rtcp-fb" -> feedback(value);
            case "ssrc" -> ssrc(value);
            default -> {}
        }
    }

    /** The name of a section is repeated on packets and in answers: without it nothing of the section can be said. */
    private void mid(String value) throws SdpException {
        if (!SdpText.isVisible(value, 64)) {
            throw new SdpException("a=mid is not a word of up to 64 characters");
        }
        mid = value;
    }

    /** Of several fingerprints, the one that every certificate is checked with. */
    private void fingerprint(String value) {
        if (fingerprint.isEmpty() || value.regionMatches(true, 0, "sha-256 ", 0, 8)) {
            fingerprint = value;
        }
    }

    private void feedback(String value) {
        int end = SdpText.firstWord(value);
        String message = value.substring(end).strip();
        String key = value.substring(0, end);
        int payloadType = (int) SdpText.number(key, 127);
        if (message.isEmpty() || payloadType < 0 && !key.equals("*")) {
            return;
        }
        List<String> messages =
                payloadType < 0 ? feedbackOfAll : feedback.computeIfAbsent(payloadType, type -> new ArrayList<>());
        if (messages.size() < SdpLimits.MAX_FEEDBACK) {
            messages.add(message);
        }
    }

    private void extension(List<String> words) {
        if (words.size() < 2 || extensions.size() >= SdpLimits.MAX_EXTENSIONS) {
            return;
        }
        int id = (int) SdpText.number(words.get(0).split("/", 2)[0], 4_351);
        if (id >= 0 && words.get(1).length() <= SdpLimits.MAX_VALUE) {
            extensions.add(new HeaderExtension(id, words.get(1)));
        }
    }

    private void rid(List<String> words) {
        if (words.size() >= 2
                && words.get(1).equalsIgnoreCase("send")
                && sentRids.size() < 2 * SdpLimits.MAX_ENCODINGS
                && SdpText.isToken(words.get(0), 64, "")) {
            sentRids.add(words.get(0));
        }
    }

    private void simulcast(List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase("send")) {
                simulcast.clear();
                for (String alternatives : words.get(i + 1).split(";", 2 * SdpLimits.MAX_ENCODINGS)) {
                    String first = alternatives.split(",", 2)[0];
                    simulcast.add(first.startsWith("~") ? first.substring(1) : first);
                }
                return;
            }
        }
    }

    private void ssrc(String value) {
        int end = SdpText.firstWord(value);
        long ssrc = SdpText.number(value.substring(0, end), 0xFFFF_FFFFL);
        if (ssrc < 0) {
            return;
        }
        if (ssrcs.size() < SdpLimits.MAX_SSRCS) {
            ssrcs.add((int) ssrc);
        }
        String said = value.substring(end).strip();
        if (msid.isEmpty() && said.startsWith("msid:")) {
            msid = said.substring("msid:".length());
        }
    }

    private void group(List<String> words) {
        if (!words.isEmpty() && words.get(0).equals("SIM") && layers.isEmpty()) {
            layers(words);
        }
        if (words.size() != 3 || !words.get(0).equals("FID") || retransmissions.size() >= SdpLimits.MAX_SSRCS) {
            return;
        }
        long original = SdpText.number(words.get(1), 0xFFFF_FFFFL);
        long repair = SdpText.number(words.get(2), 0xFFFF_FFFFL);
        if (original >= 0 && repair >= 0) {
            retransmissions.put((int) original, (int) repair);
        }
    }

    /** Sources of one track in several sizes, the smallest first, as clients without rids write them. */
    private void layers(List<String> words) {
        for (String word : words.subList(1, Math.min(words.size(), 1 + SdpLimits.MAX_ENCODINGS))) {
            long ssrc = SdpText.number(word, 0xFFFF_FFFFL);
            if (ssrc >= 0) {
                layers.add((int) ssrc);
            }
        }
    }

    private static void keyed(Map<Integer, String> map, String value) {
        int end = SdpText.firstWord(value);
        int payloadType = (int) SdpText.number(value.substring(0, end), 127);
        String text = value.substring(end).strip();
        if (payloadType >= 0 && !text.isEmpty() && map.size() < SdpLimits.MAX_CODECS) {
            map.put(payloadType, text);
        }
    }

    /** Its name; empty when it has none. */
    String mid() {
        return mid;
    }

    /** @param name of the section, its own or one that it is given */
    Media finish(MediaParser session, String name) {
        List<String> names = SdpText.words(msid);
        // A group of sizes says which they are, in its order; other sources are of no track.
        layers.retainAll(ssrcs);
        List<Integer> sources = new ArrayList<>(layers.isEmpty() ? ssrcs : layers);
        sources.removeAll(retransmissions.values());
        List<@Nullable Integer> repairs = new ArrayList<>();
        for (Integer source : sources) {
            repairs.add(retransmissions.get(source));
        }
        Direction own = direction == null ? session.direction : direction;
        return new Media(
                kind,
                port == 0 && bundleOnly ? DISCARD_PORT : port,
                protocol,
                formats,
                name,
                own == null ? Direction.SENDRECV : own,
                kind.equals("application") ? List.of() : codecs(),
                extensions(session),
                ufrag.isEmpty() ? session.ufrag : ufrag,
                password.isEmpty() ? session.password : password,
                fingerprint.isEmpty() ? session.fingerprint : fingerprint,
                setup.isEmpty() ? session.setup : setup,
                names.isEmpty() ? "" : names.get(0),
                names.size() > 1 ? names.get(1) : "",
                encodings(),
                List.copyOf(sources),
                java.util.Collections.unmodifiableList(repairs),
                sctpPort,
                mixedExtensions || session.mixedExtensions);
    }

    /** What is called an encoding: a single one is no simulcast, and browsers do not put its name on packets then. */
    private List<String> encodings() {
        List<String> declared = (simulcast.isEmpty() ? sentRids : simulcast)
                .stream().filter(sentRids::contains).distinct().toList();
        return declared.size() < 2
                ? List.of()
                : declared.subList(0, Math.min(declared.size(), SdpLimits.MAX_ENCODINGS));
    }

    /** Its own, and those of the whole session (RFC 8285 5). */
    private List<HeaderExtension> extensions(MediaParser session) {
        List<HeaderExtension> all = new ArrayList<>(extensions);
        for (HeaderExtension general : session.extensions) {
            if (all.size() < SdpLimits.MAX_EXTENSIONS
                    && extensions.stream().noneMatch(own -> own.id() == general.id())) {
                all.add(general);
            }
        }
        return List.copyOf(all);
    }

    /** The formats that say what they are; what cannot be read is none that is offered. */
    private List<Codec> codecs() {
        List<Codec> codecs = new ArrayList<>();
        for (String format : formats) {
            int payloadType = (int) SdpText.number(format, 127);
            String mapping = mappings.get(payloadType);
            if (payloadType < 0 || mapping == null) {
                continue;
            }
            String[] parts = mapping.split("/", 4);
            int clockRate = parts.length < 2 ? -1 : (int) SdpText.number(parts[1].strip(), 1_000_000);
            int channels = parts.length < 3 ? 1 : (int) SdpText.number(parts[2].strip(), 255);
            if (clockRate > 0 && channels >= 0 && SdpText.isToken(parts[0], 40, "")) {
                List<String> messages = new ArrayList<>(feedback.getOrDefault(payloadType, List.of()));
                messages.addAll(feedbackOfAll);
                codecs.add(new Codec(
                        payloadType,
                        parts[0],
                        clockRate,
                        channels,
                        parameters.getOrDefault(payloadType, ""),
                        List.copyOf(messages)));
            }
        }
        return List.copyOf(codecs);
    }
}
