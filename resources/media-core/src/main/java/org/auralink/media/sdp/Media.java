package org.auralink.media.sdp;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A media section.
 *
 * @param kind {@code audio}, {@code video} or {@code application}
 * @param port of the m-line; 0 means that the section is rejected or stopped. A section with port 0 that only waits to
 *     be bundled (RFC 8843 6, as Firefox offers them) has 9 here
 * @param protocol of the m-line, repeated in an answer
 * @param formats of the m-line, repeated when a section is rejected
 * @param mid its name; never empty
 * @param direction seen from who wrote it
 * @param codecs in the order of the m-line
 * @param extensions header extensions
 * @param ufrag ICE user fragment; may be empty
 * @param password ICE password; may be empty
 * @param fingerprint of the DTLS certificate, {@code sha-256 AB:…}; may be empty
 * @param setup DTLS role; may be empty
 * @param stream first word of {@code a=msid}; may be empty
 * @param track second word of {@code a=msid}; may be empty
 * @param rids encodings that are sent, in the order of {@code a=simulcast}; two or three, or none when there is no
 *     simulcast
 * @param ssrcs sources named by {@code a=ssrc}, without those that only retransmit
 * @param retransmissions source of the retransmissions of the source at the same place, or null
 * @param sctpPort of a data section; 0 when it does not say
 * @param mixedExtensions whether both forms of header extensions may be sent (RFC 8285 6)
 */
public record Media(
        String kind,
        int port,
        String protocol,
        List<String> formats,
        String mid,
        Direction direction,
        List<Codec> codecs,
        List<HeaderExtension> extensions,
        String ufrag,
        String password,
        String fingerprint,
        String setup,
        String stream,
        String track,
        List<String> rids,
        List<Integer> ssrcs,
        List<@Nullable Integer> retransmissions,
        int sctpPort,
        boolean mixedExtensions) {
    /** Whether media is sent in this section. */
    public boolean isSending() {
        return port != 0 && direction.sends();
    }

    /** Whether this is a section of data channels (RFC 8841), in use or not; the syntax of drafts before is none. */
    public boolean isData() {
        return kind.equals("application")
                && protocol.toUpperCase(Locale.ROOT).endsWith("/DTLS/SCTP")
                && formats.contains("webrtc-datachannel");
    }

    /** Id of the header extension with this URI, or -1. */
    public int extensionId(String uri) {
        for (HeaderExtension extension : extensions) {
            if (extension.uri().equals(uri)) {
                return extension.id();
            }
        }
        return -1;
    }

    /** The codec with this payload type, or null. */
    public @Nullable Codec codec(int payloadType) {
        for (Codec codec : codecs) {
            if (codec.payloadType() == payloadType) {
                return codec;
            }
        }
        return null;
    }
}
