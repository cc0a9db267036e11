package org.auralink.identity.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with argon2id (RFC 9106), 19 MiB, two passes, one lane: OWASP's minimum, about 0.2 s of one core.
 * Hashes are PHC strings, so parameters can change and old hashes still verify. Only so many at once, because each takes
 * its memory, in turn by applicant; call it outside a database transaction, because waiting here must not hold a connection.
 */
public final class PasswordHasher {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HashingPlaces places;

    /** Of a password nobody has: an unknown account costs the same time as a known one. */
    private final String nobody;

    public PasswordHasher(Limits.Hashing limits) {
        this.places = new HashingPlaces(limits);
        this.nobody = phc(new byte[SALT_BYTES], new byte[TAG_BYTES]);
    }

    /** @return a PHC string with a fresh salt */
    public String hash(String password, Applicant applicant) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return phc(salt, places.inTurn(applicant, () -> argon2(password, salt, MEMORY_KIB, PASSES, LANES, TAG_BYTES)));
    }

    /** Does the password belong to the hash? Compares in constant time. */
    public boolean verify(String password, String phc, Applicant applicant) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("a stored password hash is not argon2id in PHC format");
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] actual = places.inTurn(
                applicant,
                () -> argon2(
                        password,
                        salt,
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        expected.length));
        return MessageDigest.isEqual(expected, actual);
    }

    /** Takes as long as {@link #verify} and is never true. */
    public boolean verifyForNobody(String password, Applicant applicant) {
        verify(password, nobody, applicant);
        return false;
    }

    /** Can {@link #verify} do with it? Asked of hashes that come from elsewhere. */
    public static boolean canVerify(String stored) {
        return PHC.matcher(stored).matches();
    }

    private static byte[] argon2(String password, byte[] salt, int memoryKib, int passes, int lanes, int bytes) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] tag = new byte[bytes];
        argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), tag);
        return tag;
    }

    private static String phc(byte[] salt, byte[] tag) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(tag);
    }
}
