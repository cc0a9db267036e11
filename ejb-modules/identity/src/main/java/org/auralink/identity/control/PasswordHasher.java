package org.auralink.identity.control;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Hashes passwords with argon2id (RFC 9106), 19 MiB, two passes, one lane: OWASP's minimum, about 0.2 s of one core.
 * Hashes are PHC strings, so parameters can change and old hashes still verify, as do those that came from elsewhere. Only
 * so many at once, because each takes its memory, in turn by applicant; call it outside a database transaction, because
 * waiting here must not hold a connection.
 */
public final class PasswordHasher {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final String PARAMETERS = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";
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
        return phc(
                salt,
                places.inTurn(
                        applicant,
                        () -> PasswordHash.Argon2.tag(true, password, salt, MEMORY_KIB, PASSES, LANES, TAG_BYTES)));
    }

    /** Does the password belong to the hash? Compares in constant time. */
    public boolean verify(String password, String stored, Applicant applicant) {
        PasswordHash hash = PasswordHash.parse(stored)
                .orElseThrow(() -> new IllegalStateException("a stored password hash is none that is verified here"));
        return places.inTurn(applicant, () -> hash.matches(password));
    }

    /** Takes as long as {@link #verify} of a hash of ours and is never true. */
    public boolean verifyForNobody(String password, Applicant applicant) {
        verify(password, nobody, applicant);
        return false;
    }

    /** Is it as {@link #hash} would make it? Others are replaced when their owner signs in. */
    public static boolean isCurrent(String stored) {
        return stored.startsWith(PARAMETERS);
    }

    /** Can {@link #verify} do with it? Asked of hashes that come from elsewhere. */
    public static boolean canVerify(String stored) {
        return PasswordHash.parse(stored).isPresent();
    }

    private static String phc(byte[] salt, byte[] tag) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PARAMETERS + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }
}
