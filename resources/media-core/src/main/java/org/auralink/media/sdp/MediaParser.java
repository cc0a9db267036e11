package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of one media section. */
final class MediaParser {
    /** Port of sections whose address is found by ICE (RFC 8840 4.1.1). */
    private static final int DISCARD_PORT = 9;

    // Bounded in length and without alternatives, so that none of them is tried twice on a text.
    private static final Pattern KIND = Pattern.compile("[a-z]{1,20}");
    private static final Pattern PROTOCOL = Pattern.compile("[A-Za-z0-9/-]{1,40}");
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern CODEC = Pattern.compile("[A-Za-z0-9.+_-]{1,40}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");
    private static final Pattern SSRC = Pattern.compile("\\d{1,10}");

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

    MediaParser(String kind, int port, String protocol, List<String> formats) {
        this.kind = kind;
        this.port = port;
        this.protocol = protocol;
        this.formats = formats;
    }

    /** @param line what follows {@code m=} */
    static MediaParser of(String line) throws SdpException {
        String[] words = line.split(" ", -1);
        if (words.length < 4) {
            throw new SdpException("m-line has fewer than four words");
        }
        String kind = words[0];
        if (!KIND.matcher(kind).matches() || !PROTOCOL.matcher(words[2]).matches()) {
            throw new SdpException("m-line with an unknown form");
        }
        // Each once, whatever is written: a section must not become longer by being read.
        Set<String> formats = new LinkedHashSet<>();
        for (int i = 3; i < words.length && formats.size() < SdpLimits.MAX_CODECS; i++) {
            if (FORMAT.matcher(words[i]).matches()) {
                formats.add(words[i]);
            }
        }
        int port = number(words[1].split("/", 2)[0], 65_535, "port of an m-line");
        return new MediaParser(kind, port, words[2], List.copyOf(formats));
    }

    void attribute(String text) throws SdpException {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1).trim();
        switch (name) {
            case "mid" -> mid = token(value, "a=mid");
            case "sendrecv", "sendonly", "recvonly", "inactive" ->
                direction = Direction.valueOf(name.toUpperCase(Locale.ROOT));
            case "ice-ufrag" -> ufrag = bounded(value, "a=ice-ufrag");
            case "ice-pwd" -> password = bounded(value, "a=ice-pwd");
            case "fingerprint" -> fingerprint(bounded(value, "a=fingerprint"));
            case "bundle-only" -> bundleOnly = true;
            case "setup" -> setup = bounded(value, "a=setup");
            case "msid" -> msid = bounded(value, "a=msid");
            case "sctp-port" -> sctpPort = number(value, 65_535, "a=sctp-port");
            case "rtpmap" -> keyed(mappings, value, "a=rtpmap");
            case "fmtp" -> keyed(parameters, value, "a=fmtp");
            case "rtcp-fb" -> feedback(value);
            case "extmap" -> extension(value);
            case "rid" -> rid(value);
            case "simulcast" -> simulcast(value);
            case "ssrc" -> ssrc(value);
            case "ssrc-group" -> group(value);
            default -> {}
        }
    }

    /** Of several fingerprints, the one that every certificate is checked with. */
    private void fingerprint(String value) {
        if (fingerprint.isEmpty() || value.regionMatches(true, 0, "sha-256 ", 0, 8)) {
            fingerprint = value;
        }
    }

    private void feedback(String value) throws SdpException {
        String[] parts = value.split(" ", 2);
        if (parts.length < 2) {
            return;
        }
        List<String> messages = feedbackOfAll;
        if (!parts[0].equals("*")) {
            int payloadType = number(parts[0], 127, "a=rtcp-fb");
            messages = feedback.computeIfAbsent(payloadType, key -> new ArrayList<>());
        }
        if (messages.size() < SdpLimits.MAX_FEEDBACK) {
            messages.add(bounded(parts[1].trim(), "a=rtcp-fb"));
        }
    }

    private void extension(String value) throws SdpException {
        String[] parts = value.split(" ", -1);
        if (parts.length >= 2 && extensions.size() < SdpLimits.MAX_EXTENSIONS) {
            int id = number(parts[0].split("/", 2)[0], 4_351, "a=extmap");
            extensions.add(new HeaderExtension(id, bounded(parts[1], "a=extmap")));
        }
    }

    private void rid(String value) throws SdpException {
        String[] parts = value.split(" ", -1);
        if (parts.length >= 2 && parts[1].equals("send") && sentRids.size() < 2 * SdpLimits.MAX_ENCODINGS) {
            sentRids.add(token(parts[0], "a=rid"));
        }
    }

    private void simulcast(String value) {
        String[] words = value.split(" ", -1);
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("send")) {
                simulcast.clear();
                for (String alternatives : words[i + 1].split(";", 2 * SdpLimits.MAX_ENCODINGS)) {
                    String first = alternatives.split(",", 2)[0];
                    simulcast.add(first.startsWith("~") ? first.substring(1) : first);
                }
                return;
            }
        }
    }

    private void ssrc(String value) throws SdpException {
        String[] parts = value.split(" ", 2);
        int ssrc = ssrcNumber(parts[0]);
        if (ssrcs.size() < SdpLimits.MAX_SSRCS) {
            ssrcs.add(ssrc);
        }
        if (msid.isEmpty() && parts.length == 2 && parts[1].startsWith("msid:")) {
            msid = bounded(parts[1].substring("msid:".length()), "a=ssrc msid");
        }
    }

    private void group(String value) throws SdpException {
        String[] parts = value.split(" ", -1);
        if (parts.length == 3 && parts[0].equals("FID") && retransmissions.size() < SdpLimits.MAX_SSRCS) {
            retransmissions.put(ssrcNumber(parts[1]), ssrcNumber(parts[2]));
        }
    }

    /** @param index of the section, which is its mid when it names none */
    Media finish(MediaParser session, int index) throws SdpException {
        String[] names = msid.split(" ", -1);
        List<Integer> sources = new ArrayList<>(ssrcs);
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
                mid.isEmpty() ? String.valueOf(index) : mid,
                own == null ? Direction.SENDRECV : own,
                kind.equals("application") ? List.of() : codecs(),
                List.copyOf(extensions),
                ufrag.isEmpty() ? session.ufrag : ufrag,
                password.isEmpty() ? session.password : password,
                fingerprint.isEmpty() ? session.fingerprint : fingerprint,
                setup.isEmpty() ? session.setup : setup,
                names[0],
                names.length > 1 ? names[1] : "",
                encodings(),
                List.copyOf(sources),
                java.util.Collections.unmodifiableList(repairs),
                sctpPort);
    }

    /** What is called an encoding: a single one is no simulcast, and browsers do not put its name on packets then. */
    private List<String> encodings() {
        List<String> declared = (simulcast.isEmpty() ? sentRids : simulcast)
                .stream().filter(sentRids::contains).distinct().toList();
        return declared.size() < 2
                ? List.of()
                : declared.subList(0, Math.min(declared.size(), SdpLimits.MAX_ENCODINGS));
    }

    private List<Codec> codecs() throws SdpException {
        List<Codec> codecs = new ArrayList<>();
        for (String format : formats) {
            int payloadType = number(format, 127, "format of an m-line");
            String mapping = mappings.get(payloadType);
            if (mapping == null) {
                continue;
            }
            String[] parts = mapping.split("/", -1);
            if (parts.length < 2 || !CODEC.matcher(parts[0]).matches()) {
                throw new SdpException("a=rtpmap of " + payloadType + " has no name and clock rate");
            }
            int clockRate = number(parts[1], 1_000_000, "clock rate of " + payloadType);
            if (clockRate == 0) {
                throw new SdpException("clock rate of " + payloadType + " is 0");
            }
            List<String> messages = new ArrayList<>(feedback.getOrDefault(payloadType, List.of()));
            messages.addAll(feedbackOfAll);
            codecs.add(new Codec(
                    payloadType,
                    parts[0],
                    clockRate,
                    parts.length > 2 ? number(parts[2], 255, "channels of " + payloadType) : 1,
                    parameters.getOrDefault(payloadType, ""),
                    List.copyOf(messages)));
        }
        return List.copyOf(codecs);
    }

    private static void keyed(Map<Integer, String> map, String value, String where) throws SdpException {
        String[] parts = value.split(" ", 2);
        if (parts.length == 2 && map.size() < SdpLimits.MAX_CODECS) {
            map.put(number(parts[0], 127, where), bounded(parts[1].trim(), where));
        }
    }

    private static int ssrcNumber(String text) throws SdpException {
        if (!SSRC.matcher(text).matches() || Long.parseLong(text) > 0xFFFF_FFFFL) {
            throw new SdpException("an SSRC is not a 32 bit number");
        }
        return (int) Long.parseLong(text);
    }

    private static int number(String text, int max, String where) throws SdpException {
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > max) {
            throw new SdpException(where + " is not a number up to " + max);
        }
        return Integer.parseInt(text);
    }

    private static String token(String text, String where) throws SdpException {
        if (!TOKEN.matcher(text).matches()) {
            throw new SdpException(where + " is not a token of up to 64 characters");
        }
        return text;
    }

    private static String bounded(String text, String where) throws SdpException {
        if (text.length() > SdpLimits.MAX_VALUE) {
            throw new SdpException(where + " is longer than " + SdpLimits.MAX_VALUE + " characters");
        }
        return text;
    }
}
