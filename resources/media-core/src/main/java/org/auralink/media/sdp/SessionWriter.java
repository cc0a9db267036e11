package org.auralink.media.sdp;

import java.util.List;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.sctp.channel.DataChannels;

/** Writes session descriptions. One section after the other; lines end as RFC 8866 wants. */
final class SessionWriter {
    private final StringBuilder text = new StringBuilder(2_048);
    private final LocalTransport transport;

    /** @param id of the session, not negative; @param version rises with each description */
    SessionWriter(long id, int version, List<String> bundle, LocalTransport transport) {
        this.transport = transport;
        line("v=0")
                .line("o=- " + id + " " + version + " IN IP4 0.0.0.0")
                .line("s=-")
                .line("t=0 0");
        line("a=ice-lite").line("a=msid-semantic: WMS *");
        if (!bundle.isEmpty()) {
            line("a=group:BUNDLE " + String.join(" ", bundle));
        }
    }

    SessionWriter line(String line) {
        text.append(line).append("\r\n");
        return this;
    }

    /** Begins a section that is not used. */
    SessionWriter rejected(Media offered) {
        String formats = offered.formats().isEmpty() ? "0" : String.join(" ", offered.formats());
        line("m=" + offered.kind() + " 0 " + offered.protocol() + " " + formats);
        return line("c=IN IP4 0.0.0.0").line("a=mid:" + offered.mid()).line("a=inactive");
    }

    /** Begins a section that is used, with its transport. */
    SessionWriter section(String kind, String protocol, String formats, String mid, String setup) {
        line("m=" + kind + " 9 " + protocol + " " + formats)
                .line("c=IN IP4 0.0.0.0")
                .line("a=mid:" + mid);
        line("a=ice-ufrag:" + transport.ufrag()).line("a=ice-pwd:" + transport.password());
        line("a=fingerprint:" + transport.fingerprint()).line("a=setup:" + setup);
        for (String candidate : transport.candidates()) {
            line("a=" + candidate);
        }
        return transport.candidates().isEmpty() ? this : line("a=end-of-candidates");
    }

    SessionWriter rtp(Direction direction) {
        return line("a=rtcp-mux").line("a=rtcp-rsize").line("a=" + direction.text());
    }

    SessionWriter codec(Codec codec) {
        String channels = codec.channels() > 1 ? "/" + codec.channels() : "";
        line("a=rtpmap:" + codec.payloadType() + " " + codec.name() + "/" + codec.clockRate() + channels);
        for (String message : codec.feedback()) {
            line("a=rtcp-fb:" + codec.payloadType() + " " + message);
        }
        if (!codec.parameters().isEmpty()) {
            line("a=fmtp:" + codec.payloadType() + " " + codec.parameters());
        }
        return this;
    }

    /** @param mixed whether an element of more than 16 bytes may come in the two-byte form (RFC 8285 6) */
    SessionWriter extensions(List<HeaderExtension> extensions, boolean mixed) {
        boolean large = extensions.stream().anyMatch(HeaderExtension::isOfDependencies);
        extensions.forEach(each -> line("a=extmap:" + each.id() + " " + each.uri()));
        return large && mixed ? line("a=extmap-allow-mixed") : this;
    }

    /** A data section (RFC 8841). */
    SessionWriter data(String mid, String protocol, String setup) {
        section("application", protocol, "webrtc-datachannel", mid, setup);
        return line("a=sctp-port:" + DataChannels.PORT)
                .line("a=max-message-size:" + ChannelLimits.DEFAULT.sctp().maxMessage());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
