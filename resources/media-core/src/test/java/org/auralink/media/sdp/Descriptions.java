package org.auralink.media.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auralink.media.codec.CodecPolicy;
import org.auralink.media.dtls.DtlsRole;

/**
 * Session descriptions for tests. Those of Chromium, livekit-client and the Rust SDK were recorded; those of Firefox
 * and iOS are written after what these clients send.
 */
public final class Descriptions {
    public static final String CHROMIUM = "chromium-simulcast-offer";
    public static final String MICROPHONE = "livekit-client-microphone-offer";
    public static final String RECEIVING = "livekit-client-receiving-offer";
    public static final String RUST = "rust-sdk-receiving-offer";
    public static final String FIREFOX = "firefox-camera-offer";
    public static final String IOS = "ios-camera-offer";
    public static final List<String> ALL = List.of(CHROMIUM, MICROPHONE, RECEIVING, RUST, FIREFOX, IOS);

    public static final CodecPolicy POLICY = new CodecPolicy(List.of("audio/opus", "video/VP8", "video/H264"));
    public static final LocalTransport TRANSPORT = new LocalTransport(
            "localfrag",
            "localpasswordlocalpassword",
            "sha-256 " + "AB:".repeat(31) + "CD",
            List.of("candidate:1 1 udp 2130706431 192.0.2.1 7882 typ host"));

    private Descriptions() {}

    public static String text(String name) {
        return raw(name).replace("\n", "\r\n");
    }

    /** With the ends of lines as they are in the file. */
    public static String raw(String name) {
        try (InputStream in = Descriptions.class.getResourceAsStream(name + ".sdp")) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Session parsed(String name) {
        return parse(text(name));
    }

    public static Session parse(String text) {
        try {
            return Session.parse(text);
        } catch (SdpException e) {
            throw new AssertionError(e);
        }
    }

    /** What the policy accepts of each media section that sends. */
    public static Map<String, List<Codec>> accepted(Session offer) {
        Map<String, List<Codec>> accepted = new HashMap<>();
        for (Media section : offer.media()) {
            if (section.isSending()) {
                accepted.put(section.mid(), POLICY.accept(section, ""));
            }
        }
        return accepted;
    }

    public static String answer(Session offer) {
        return answer(offer, DtlsRole.SERVER);
    }

    public static String answer(Session offer, DtlsRole ours) {
        return PublisherAnswer.write(offer, accepted(offer), Map.of(), TRANSPORT, ours, "", 7, 1);
    }
}
