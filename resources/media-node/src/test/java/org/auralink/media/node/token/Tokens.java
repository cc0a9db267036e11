package org.auralink.media.node.token;

import java.time.Instant;

/** Signs whatever payload a test asks for. */
public final class Tokens {
    public static final String KEY = "devkey";
    public static final String SECRET = "secret";

    private Tokens() {}

    public static String signed(String payload, String secret) {
        return Hs256.token(payload, secret);
    }

    /** A token of {@link #KEY} for ten minutes with this {@code video} claim (JSON) and identity. */
    public static String of(String identity, String video) {
        long now = Instant.now().getEpochSecond();
        return signed(
                "{\"iss\":\"devkey\",\"sub\":\"" + identity + "\",\"name\":\"" + identity + "\",\"nbf\":" + now
                        + ",\"exp\":" + (now + 600) + ",\"video\":" + video + "}",
                SECRET);
    }

    /** The payload of a token for ten minutes. */
    public static String claims(String key, String identity, String video) {
        long now = Instant.now().getEpochSecond();
        return "{\"iss\":\"" + key + "\",\"sub\":\"" + identity + "\",\"nbf\":" + now + ",\"exp\":" + (now + 600)
                + ",\"video\":" + video + "}";
    }

    public static String join(String identity, String room) {
        return of(identity, "{\"roomJoin\":true,\"room\":\"" + room + "\"}");
    }

    /** As {@link #admin(String)}, and may move participants to another room. */
    public static String admin(String room, String destination) {
        return of(
                "",
                "{\"roomCreate\":true,\"roomList\":true,\"roomAdmin\":true,\"room\":\"" + room
                        + "\",\"destinationRoom\":\"" + destination + "\"}");
    }

    public static String admin(String room) {
        return of("", "{\"roomCreate\":true,\"roomList\":true,\"roomAdmin\":true,\"room\":\"" + room + "\"}");
    }
}
