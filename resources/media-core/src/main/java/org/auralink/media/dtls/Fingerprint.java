package org.auralink.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Hash of a certificate, as in {@code a=fingerprint} (RFC 8122 5).
 *
 * @param algorithm lower case: sha-256, sha-384 or sha-512
 * @param value upper case hexadecimal pairs separated by colons
 */
public record Fingerprint(String algorithm, String value) {
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    /** Checks that it can be compared with: weak and unknown hashes are refused. */
    public Fingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
        int bytes = switch (algorithm) {
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> throw new IllegalArgumentException("fingerprint: hash must be sha-256, sha-384 or sha-512");
        };
        if (value.length() != 3 * bytes - 1 || !value.matches("[0-9A-F]{2}(:[0-9A-F]{2})*")) {
            throw new IllegalArgumentException("fingerprint: expected " + bytes + " hexadecimal pairs");
        }
    }

    /** Reads the value of the SDP attribute, {@code sha-256 AA:BB:…}. */
    public static Fingerprint parse(String attribute) {
        String[] parts = attribute.strip().split("\\s+", 3);
        if (parts.length != 2) {
            throw new IllegalArgumentException("fingerprint: expected a hash name and a value");
        }
        return new Fingerprint(parts[0], parts[1]);
    }

    /** The fingerprint of a DER encoded certificate. */
    public static Fingerprint of(String algorithm, byte[] certificate) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate);
            return new Fingerprint(algorithm, PAIRS.formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("fingerprint: unknown hash " + algorithm, e);
        }
    }

    /** Whether this names the certificate. */
    public boolean matches(byte[] certificate) {
        return of(algorithm, certificate).equals(this);
    }

    /** As in SDP. */
    public String attribute() {
        return algorithm + " " + value;
    }
}
