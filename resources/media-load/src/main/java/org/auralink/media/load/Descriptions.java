package org.auralink.media.load;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;

/** Session descriptions of a client that has one camera, or that takes whatever is offered. */
final class Descriptions {
    /** What only the offerer can say; the answerer says its own. */
    private static final List<String> OF_THE_OFFERER =
            List.of("a=ssrc", "a=msid", "a=candidate", "a=end-of-candidates", "a=ice-", "a=fingerprint", "a=setup");

    private Descriptions() {}

    /** An offer to publish one VP8 camera. */
    static String camera(String cid, int ssrc, int payloadType, IceCredentials credentials, Fingerprint fingerprint) {
        List<String> lines = new ArrayList<>(List.of(
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0",
                "m=video 9 UDP/TLS/RTP/SAVPF " + payloadType,
                "c=IN IP4 0.0.0.0",
                "a=mid:0",
                "a=sendonly",
                "a=rtcp-mux",
                "a=rtpmap:" + payloadType + " VP8/90000",
                "a=rtcp-fb:" + payloadType + " nack",
                "a=rtcp-fb:" + payloadType + " nack pli",
                "a=msid:camera " + cid,
                "a=ssrc:" + ssrc + " cname:camera",
                "a=ssrc:" + ssrc + " msid:camera " + cid));
        lines.addAll(transport(credentials, fingerprint, "actpass"));
        return text(lines);
    }

    /** An answer that receives everything in the offer. */
    static String answer(String offer, IceCredentials credentials, Fingerprint fingerprint) {
        List<String> lines = new ArrayList<>();
        for (String line : offer.lines().toList()) {
            if (OF_THE_OFFERER.stream().noneMatch(line::startsWith)) {
                lines.add(line.equals("a=sendonly") ? "a=recvonly" : line);
            }
            if (line.startsWith("a=mid:")) {
                lines.addAll(transport(credentials, fingerprint, "active"));
            }
        }
        return text(lines);
    }

    private static List<String> transport(IceCredentials credentials, Fingerprint fingerprint, String setup) {
        return List.of(
                "a=ice-ufrag:" + credentials.ufrag(),
                "a=ice-pwd:" + credentials.password(),
                "a=fingerprint:" + fingerprint.attribute(),
                "a=setup:" + setup);
    }

    private static String text(List<String> lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
