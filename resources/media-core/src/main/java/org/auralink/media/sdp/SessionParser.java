package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a session description line by line; session-level values are defaults of the sections. */
final class SessionParser {
    private final Set<String> bundle = new LinkedHashSet<>();
    private final List<MediaParser> sections = new ArrayList<>();
    private final MediaParser session = new MediaParser("session", 0, "", List.of());

    Session parse(String sdp) throws SdpException {
        if (sdp.length() > SdpLimits.MAX_LENGTH) {
            throw new SdpException("longer than " + SdpLimits.MAX_LENGTH + " characters");
        }
        if (!sdp.startsWith("v=0")) {
            throw new SdpException("does not begin with v=0");
        }
        int lines = 0;
        int from = 0;
        while (from < sdp.length()) {
            int end = from;
            while (end < sdp.length() && sdp.charAt(end) != '\n' && sdp.charAt(end) != '\r') {
                end++;
            }
            if (end > from && ++lines > SdpLimits.MAX_LINES) {
                throw new SdpException("more than " + SdpLimits.MAX_LINES + " lines");
            }
            line(sdp, from, end);
            from = end + 1;
        }
        return new Session(List.copyOf(bundle), media());
    }

    private List<Media> media() throws SdpException {
        Set<String> mids = new HashSet<>();
        for (MediaParser each : sections) {
            if (!each.mid().isEmpty() && !mids.add(each.mid())) {
                throw new SdpException("two sections have the mid " + each.mid());
            }
        }
        List<Media> media = new ArrayList<>(sections.size());
        for (MediaParser each : sections) {
            media.add(each.finish(session, each.mid().isEmpty() ? place(media.size(), mids) : each.mid()));
        }
        return List.copyOf(media);
    }

    /** What a section is called that has no name: its place, unless another is called so. */
    private static String place(int index, Set<String> mids) {
        String name = String.valueOf(index);
        while (!mids.add(name)) {
            name = "_" + name;
        }
        return name;
    }

    /** A line that cannot be read is left out, unless it begins a section: what is missing then is asked for. */
    private void line(String sdp, int from, int end) throws SdpException {
        boolean readable = end - from <= SdpLimits.MAX_LINE && isPlain(sdp, from, end);
        if (sdp.startsWith("m=", from) && from + 2 <= end) {
            if (!readable) {
                throw new SdpException(
                        "an m-line has a control character in it, or more than " + SdpLimits.MAX_LINE + " characters");
            }
            if (sections.size() >= SdpLimits.MAX_SECTIONS) {
                throw new SdpException("more than " + SdpLimits.MAX_SECTIONS + " media sections");
            }
            sections.add(MediaParser.of(SdpText.words(sdp.substring(from + 2, end))));
        } else if (readable && sdp.startsWith("a=", from) && from + 2 <= end) {
            attribute(sdp.substring(from + 2, end).strip());
        }
    }

    /** Parts of some lines are repeated to others, who must not read more lines in them than there are here. */
    private static boolean isPlain(String sdp, int from, int end) {
        for (int i = from; i < end; i++) {
            if (Character.isISOControl(sdp.charAt(i)) && sdp.charAt(i) != '\t') {
                return false;
            }
        }
        return true;
    }

    private void attribute(String text) throws SdpException {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (!sections.isEmpty()) {
            sections.get(sections.size() - 1).attribute(name, value);
        } else if (name.equals("group")) {
            group(SdpText.words(value));
        } else {
            session.attribute(name, value);
        }
    }

    private void group(List<String> words) {
        if (bundle.isEmpty() && !words.isEmpty() && words.get(0).equalsIgnoreCase("BUNDLE")) {
            bundle.addAll(words.subList(1, words.size()));
        }
    }
}
