package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.sdp.HeaderExtension;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;

/** The session descriptions of a client that sends some tracks and receives everything. */
final class ClientDescriptions {
    private static final String START = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String AUDIO = "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n"
            + "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n";
    private static final String VIDEO =
            "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\n" + "a=fmtp:97 apt=96\r\n";

    private static final String H264 = "a=rtpmap:96 H264/90000\r\n"
            + "a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n";

    private record Section(String kind, String cid, boolean sends, boolean receives) {
        String direction() {
            return sends ? receives ? "sendrecv" : "sendonly" : receives ? "recvonly" : "inactive";
        }
    }

    private final String owner;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Integer> sequences = new HashMap<>();
    private int restarts;
    private boolean refusesVideo;
    private boolean passive;
    private boolean declaresNoSources;
    private boolean declaresRepairs;
    private boolean reportsArrivals;
    private String video = VIDEO;

    ClientDescriptions(String owner) {
        this.owner = owner;
    }

    void send(String kind, String cid) {
        sections.add(new Section(kind, cid, true, false));
    }

    void stop(String cid) {
        sections.replaceAll(each -> each.cid().equals(cid) ? new Section(each.kind(), cid, false, false) : each);
    }

    /** Offers so many sections more to receive in. */
    void receive(String kind, int count) {
        for (int i = 0; i < count; i++) {
            sections.add(new Section(kind, "", false, true));
        }
    }

    /** Knows no other video codec. */
    void receiveOnlyH264() {
        video = H264;
    }

    /** Receives nothing more in the section with this place. */
    void receiveNothing(int place) {
        sections.set(place, new Section(sections.get(place).kind(), "", false, false));
    }

    /** Sends in a section in which it received only. */
    void send(int place, String cid) {
        sections.set(place, new Section(sections.get(place).kind(), cid, true, true));
    }

    void restartIce() {
        restarts++;
    }

    void refuseVideo() {
        refusesVideo = true;
    }

    /** Leaves it to the room to begin handshakes, as a full ICE agent that answers an ICE-lite one does (pion). */
    void bePassive() {
        passive = true;
    }

    /** Leaves it to mids and payload types which section a stream belongs to. */
    void declareNoSources() {
        declaresNoSources = true;
    }

    /** Sends retransmissions as streams of their own (RFC 4588). */
    void declareRepairs() {
        declaresRepairs = true;
    }

    /** Reports when packets of video arrived, as browsers do. */
    void reportArrivals() {
        reportsArrivals = true;
    }

    int repairSsrc(String cid) {
        return ssrc(cid) + 2;
    }

    int ssrc(String cid) {
        return (owner + cid).hashCode() | 1;
    }

    int nextSequence(String cid) {
        return sequences.merge(cid, 1, Integer::sum) & 0xffff;
    }

    private String transport(String setup) {
        String fingerprint = Fingerprint.of("sha-256", owner.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .attribute();
        return "c=IN IP4 0.0.0.0\r\na=ice-ufrag:frag" + owner.hashCode() + "x" + restarts
                + "\r\na=ice-pwd:client-password-client-password\r\na=fingerprint:" + fingerprint + "\r\na=setup:"
                + setup + "\r\na=rtcp-mux\r\n";
    }

    String offer() {
        var text = new StringBuilder(START).append("a=group:BUNDLE d");
        for (int i = 0; i < sections.size(); i++) {
            text.append(' ').append(i);
        }
        text.append("\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\na=sctp-port:5000\r\n")
                .append(transport(passive ? "passive" : "actpass"));
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            boolean audio = section.kind().equals("audio");
            text.append("m=")
                    .append(section.kind())
                    .append(" 9 UDP/TLS/RTP/SAVPF ")
                    .append(audio ? "111" : "96 97");
            text.append("\r\n")
                    .append(transport(passive ? "passive" : "actpass"))
                    .append("a=mid:")
                    .append(i)
                    .append("\r\n");
            text.append("a=").append(section.direction()).append("\r\n").append(audio ? AUDIO : video);
            if (section.sends()) {
                String ssrc = Integer.toUnsignedString(ssrc(section.cid()));
                text.append("a=msid:stream ").append(section.cid()).append("\r\n");
                text.append(declaresNoSources ? "" : "a=ssrc:" + ssrc + " cname:x\r\n");
                if (declaresRepairs && !audio) {
                    String repair = Integer.toUnsignedString(repairSsrc(section.cid()));
                    text.append("a=ssrc-group:FID " + ssrc + " " + repair + "\r\na=ssrc:" + repair + " cname:x\r\n");
                }
            }
        }
        return text.toString();
    }

    String answer(String offer) {
        Session session;
        try {
            session = Session.parse(offer);
        } catch (SdpException e) {
            throw new AssertionError("the room's offer is malformed", e);
        }
        var text = new StringBuilder(START).append("a=group:BUNDLE ").append(String.join(" ", session.bundle()));
        text.append("\r\n");
        for (Media media : session.media()) {
            boolean refused = refusesVideo && media.kind().equals("video");
            text.append("m=")
                    .append(media.kind())
                    .append(refused ? " 0 " : " 9 ")
                    .append(media.protocol());
            text.append(' ')
                    .append(String.join(" ", media.formats()))
                    .append("\r\na=mid:")
                    .append(media.mid());
            text.append("\r\n").append(transport(passive ? "passive" : "active"));
            text.append(media.direction().sends() && !refused ? "a=recvonly\r\n" : "a=inactive\r\n");
            if (reportsArrivals && media.kind().equals("video")) {
                int id = media.extensionId(HeaderExtension.TRANSPORT_SEQUENCE);
                text.append("a=extmap:" + id + " " + HeaderExtension.TRANSPORT_SEQUENCE + "\r\n");
                media.codecs()
                        .forEach(codec -> codec.feedback()
                                .forEach(
                                        each -> text.append("a=rtcp-fb:" + codec.payloadType() + " " + each + "\r\n")));
                media.codecs().stream()
                        .filter(codec -> codec.is("rtx"))
                        .forEach(codec ->
                                text.append("a=fmtp:" + codec.payloadType() + " " + codec.parameters() + "\r\n"));
            }
            media.codecs()
                    .forEach(codec -> text.append("a=rtpmap:")
                            .append(codec.payloadType())
                            .append(' ')
                            .append(codec.name())
                            .append('/')
                            .append(codec.clockRate())
                            .append("\r\n"));
        }
        return text.toString();
    }
}
