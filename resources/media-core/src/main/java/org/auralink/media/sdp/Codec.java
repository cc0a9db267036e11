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

    /**
     * Whether packets of this type with the marker bit would be taken for RTCP, which here always shares the transport
     * (RFC 5761, 4).
     */
    public boolean looksLikeRtcp() {
        return payloadType >= 64 && payloadType <= 95;
    }

    /** Name, clock and channels as in {@code a=rtpmap}, and the parameters, for people. */
    public String described() {
        return name + "/" + clockRate + (channels == 1 ? "" : "/" + channels)
                + (parameters.isEmpty() ? "" : " (" + parameters + ")")
                + (looksLikeRtcp() ? " as payload type " + payloadType + ", which RTCP has" : "");
    }

    /** The same payload type with other parameters and feedback. */
    public Codec with(String otherParameters, List<String> otherFeedback) {
        return new Codec(payloadType, name, clockRate, channels, otherParameters, otherFeedback);
    }

    /** The payload type that a retransmission stream repeats (RFC 4588 8.1), or -1. */
    public int associatedPayloadType() {
        return is("rtx") ? (int) SdpText.number(spelled("apt"), 127) : -1;
    }

    /** The value of one parameter of {@code a=fmtp} in lower case, or an empty string. */
    public String parameter(String key) {
        return spelled(key).toLowerCase(Locale.ROOT);
    }

    /**
     * The number that a parameter of {@code a=fmtp} says.
     *
     * @param absent what is meant when it is not there
     * @return -1 when it is no number up to {@code max}
     */
    public int number(String key, int absent, int max) {
        String text = spelled(key);
        return text.isEmpty() ? absent : (int) SdpText.number(text, max);
    }

    private boolean isKey(String key, int from, int to) {
        int begin = from;
        while (begin < to && parameters.charAt(begin) == ' ') {
            begin++;
        }
        int end = to;
        while (end > begin && parameters.charAt(end - 1) == ' ') {
            end--;
        }
        return end - begin == key.length() && parameters.regionMatches(true, begin, key, 0, key.length());
    }

    /** The value of one parameter as it is written. */
    public String spelled(String key) {
        int from = 0;
        while (from < parameters.length()) {
            int semicolon = parameters.indexOf(';', from);
            int end = semicolon < 0 ? parameters.length() : semicolon;
            int equals = parameters.indexOf('=', from);
            if (equals > from && equals < end && isKey(key, from, equals)) {
                return parameters.substring(equals + 1, end).strip();
            }
            from = end + 1;
        }
        return "";
    }
}
