package org.auralink.media.sdp;

import java.util.List;
import java.util.Locale;

/**
 * A payload type of a section: {@code a=rtpmap} with its {@code a=fmtp} and {@code a=rtcp-fb}.
 *
 * @param payloadType 0..127
 * @param name as written, such as {@code VP8}
 * @param clockRate in Hz
 * @param channels 1 unless the mapping says otherwise
 * @param parameters text of {@code a=fmtp}; may be empty
 * @param feedback texts of {@code a=rtcp-fb}, such as {@code nack pli}
 */
public record Codec(
        int payloadType, String name, int clockRate, int channels, String parameters, List<String> feedback) {
    /** Whether this is the codec with this name, whatever the case. */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The payload type that a retransmission stream repeats (RFC 4588 8.1), or -1. */
    public int associatedPayloadType() {
        String apt = is("rtx") ? parameter("apt") : "";
        return apt.matches("\\d{1,3}") ? Integer.parseInt(apt) : -1;
    }

    /** The value of one parameter of {@code a=fmtp} in lower case, or an empty string. */
    public String parameter(String key) {
        return spelled(key).toLowerCase(Locale.ROOT);
    }

    /** The value of one parameter as it is written. */
    String spelled(String key) {
        for (String pair : parameters.split(";", -1)) {
            String[] parts = pair.trim().split("=", 2);
            if (parts[0].trim().equalsIgnoreCase(key)) {
                return parts.length == 2 ? parts[1].trim() : "";
            }
        }
        return "";
    }
}
