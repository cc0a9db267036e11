package org.auralink.media.turn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.ice.StunIntegrity;
import org.jspecify.annotations.Nullable;

/**
 * What participants show to get an allocation (RFC 8489 9.2), made of a secret that nobody but this start of the node has:
 * so nothing has to be kept for a participant, and a credential is good here and nowhere else. For any thread.
 */
public final class TurnSecret {
    /** Part of every key; not told apart from others. Short, because each refusal carries it. */
    static final String REALM = "media";

    private static final int NONCE_TAG = 12;
    private static final int NONCE_TIME = 8;

    private final byte[] secret = new byte[32];
    private final long credentialSeconds;
    private final long nonceSeconds;

    /** A new one. */
    public TurnSecret(TurnLimits limits) {
        new SecureRandom().nextBytes(secret);
        credentialSeconds = limits.credential().toSeconds();
        nonceSeconds = limits.nonce().toSeconds();
    }

    /**
     * What a client is given. It does not print.
     *
     * @param username says until when it is good and whose it is
     * @param password belongs to that name
     */
    public record Credential(String username, String password) {
        @Override
        public String toString() {
            return "Credential";
        }
    }

    /** For one participant. */
    public Credential issue(long unixSeconds, String participant) {
        String username = unixSeconds + credentialSeconds + ":" + participant;
        return new Credential(username, password(username));
    }

    private String password(String username) {
        return tag("password " + username);
    }

    private String tag(String of) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] whole = mac.doFinal(of.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /** What protects the messages of who has this name (RFC 8489 9.2.2). */
    StunIntegrity key(String username) {
        try {
            byte[] plain = (username + ":" + REALM + ":" + password(username)).getBytes(StandardCharsets.UTF_8);
            return new StunIntegrity(MessageDigest.getInstance("MD5").digest(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        }
    }

    /** Whose a name is; null when no name of ours looks like it. */
    static @Nullable String participant(String username) {
        int colon = username.indexOf(':');
        return colon < 1 || colon > 12 || !isNumber(username.substring(0, colon))
                ? null
                : username.substring(colon + 1);
    }

    /** Whether a name of ours is still good for a new allocation. */
    static boolean isFresh(long unixSeconds, String username) {
        return Long.parseLong(username.substring(0, username.indexOf(':'))) > unixSeconds;
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A nonce for a client at this address. It proves later that the client receives there. */
    String nonce(long unixSeconds, String client) {
        String time = String.format("%08x", unixSeconds);
        return time + tag("nonce " + time + client).substring(0, NONCE_TAG);
    }

    /** Whether a nonce is one of ours for this client, and not too old. */
    boolean isNonce(long unixSeconds, String client, String nonce) {
        if (nonce.length() != NONCE_TIME + NONCE_TAG) {
            return false;
        }
        String time = nonce.substring(0, NONCE_TIME);
        String expected = time + tag("nonce " + time + client).substring(0, NONCE_TAG);
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), nonce.getBytes(StandardCharsets.UTF_8))
                && unixSeconds - Long.parseLong(time, 16) <= nonceSeconds;
    }
}
