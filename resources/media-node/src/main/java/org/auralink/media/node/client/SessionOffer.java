package org.auralink.media.node.client;

import java.util.ArrayList;
import java.util.List;

/** What a participant offers over its one peer connection: a camera or nothing, sections to receive in, and data. */
final class SessionOffer {
    static final int PAYLOAD_TYPE = 96;
    static final String CAMERA = "camera-track";

    private static final int AUDIO_PAYLOAD_TYPE = 111;

    private final MediaClient client;
    private final int ssrc;
    private final List<String> kinds = new ArrayList<>();

    /** @param ssrc of its camera; 0 for none */
    SessionOffer(MediaClient client, int ssrc) {
        this.client = client;
        this.ssrc = ssrc;
    }

    /** Offers so many sections more to receive in. */
    void receive(int audios, int videos) {
        for (int i = 0; i < audios; i++) {
            kinds.add("audio");
        }
        for (int i = 0; i < videos; i++) {
            kinds.add("video");
        }
    }

    /** As it is now; data comes first, so that its place does not change. */
    String text() {
        List<String> mids = new ArrayList<>(List.of("data"));
        List<String> sections = new ArrayList<>(List.of(
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                "c=IN IP4 0.0.0.0",
                "a=mid:data",
                "a=sctp-port:5000",
                "a=max-message-size:262144"));
        sections.addAll(transport());
        if (ssrc != 0) {
            mids.add("camera");
            sections.addAll(section("video", "camera", "sendonly"));
            sections.addAll(
                    List.of("a=msid:camera " + CAMERA, "a=ssrc:" + Integer.toUnsignedString(ssrc) + " cname:camera"));
        }
        for (int i = 0; i < kinds.size(); i++) {
            mids.add("r" + i);
            sections.addAll(section(kinds.get(i), "r" + i, "recvonly"));
        }
        List<String> lines = new ArrayList<>(
                List.of("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE " + String.join(" ", mids)));
        lines.addAll(sections);
        return String.join("\r\n", lines) + "\r\n";
    }

    private List<String> section(String kind, String mid, String direction) {
        boolean audio = kind.equals("audio");
        int payloadType = audio ? AUDIO_PAYLOAD_TYPE : PAYLOAD_TYPE;
        List<String> lines = new ArrayList<>(List.of(
                "m=" + kind + " 9 UDP/TLS/RTP/SAVPF " + payloadType,
                "c=IN IP4 0.0.0.0",
                "a=mid:" + mid,
                "a=" + direction,
                "a=rtcp-mux",
                "a=rtpmap:" + payloadType + (audio ? " opus/48000/2" : " VP8/90000")));
        if (!audio) {
            lines.add("a=rtcp-fb:" + payloadType + " nack");
            lines.add("a=rtcp-fb:" + payloadType + " nack pli");
        }
        lines.addAll(transport());
        return lines;
    }

    private List<String> transport() {
        return List.of(
                "a=ice-ufrag:" + client.credentials().ufrag(),
                "a=ice-pwd:" + client.credentials().password(),
                "a=ice-options:trickle",
                "a=fingerprint:" + client.fingerprint().attribute(),
                "a=setup:active");
    }
}
