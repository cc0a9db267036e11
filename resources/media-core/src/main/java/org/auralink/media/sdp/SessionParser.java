package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a session description line by line; session-level values are defaults of the sections. */
final class SessionParser {
    private final List<String> bundle = new ArrayList<>();
    private final List<Media> media = new ArrayList<>();
    private final MediaParser session = new MediaParser("session", 0, "", List.of());
    private @Nullable MediaParser section;
    private int lines;

    Session parse(String sdp) throws SdpException {
        if (sdp.length() > SdpLimits.MAX_LENGTH) {
            throw new SdpException("longer than " + SdpLimits.MAX_LENGTH + " characters");
        }
        if (!sdp.startsWith("v=0")) {
            throw new SdpException("does not begin with v=0");
        }
        int from = 0;
        while (from < sdp.length()) {
            if (++lines > SdpLimits.MAX_LINES) {
                throw new SdpException("more than " + SdpLimits.MAX_LINES + " lines");
            }
            int end = sdp.indexOf('\n', from);
            int stop = end < 0 ? sdp.length() : end;
            if (stop - from > SdpLimits.MAX_LINE) {
                throw new SdpException("a line is longer than " + SdpLimits.MAX_LINE + " characters");
            }
            line(plain(sdp.substring(from, stop).stripTrailing()));
            from = stop + 1;
        }
        finishSection();
        Set<String> mids = new HashSet<>();
        for (Media each : media) {
            if (!mids.add(each.mid())) {
                throw new SdpException("two sections have the mid " + each.mid());
            }
        }
        return new Session(List.copyOf(bundle), List.copyOf(media));
    }

    /** Parts of some lines are repeated to others, who must not read more lines in them than there are here. */
    private static String plain(String line) throws SdpException {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                throw new SdpException("a line has a control character in it");
            }
        }
        return line;
    }

    private void line(String line) throws SdpException {
        if (line.startsWith("m=")) {
            finishSection();
            if (media.size() >= SdpLimits.MAX_SECTIONS) {
                throw new SdpException("more than " + SdpLimits.MAX_SECTIONS + " media sections");
            }
            section = MediaParser.of(line.substring(2));
        } else if (line.startsWith("a=group:BUNDLE") && section == null) {
            if (bundle.isEmpty()) {
                for (String mid :
                        line.substring("a=group:BUNDLE".length()).trim().split(" ", -1)) {
                    if (!mid.isEmpty()) {
                        bundle.add(mid);
                    }
                }
            }
        } else if (line.startsWith("a=")) {
            (section == null ? session : section).attribute(line.substring(2));
        }
    }

    private void finishSection() throws SdpException {
        if (section != null) {
            media.add(section.finish(session, media.size()));
            section = null;
        }
    }
}
