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
    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HashingPlaces places;
    private final Cost cost;

    /** Of a password nobody has: an unknown account costs the same time as a known one. */
    private final String nobody;

    /**
     * What a new hash costs, as RFC 9106 counts it.
     *
     * @param memoryKib memory in KiB, at least eight a lane
     * @param passes over that memory
     * @param lanes computed one after the other here
     */
    public record Cost(int memoryKib, int passes, int lanes) {
        private static final Cost STANDARD = new Cost(19_456, 2, 1);

        private String parameters() {
            return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$";
        }
    }

    public PasswordHasher(Limits.Hashing limits) {
        this(limits, Cost.STANDARD);
    }

    /** As the other, at another cost than OWASP's minimum. */
    public PasswordHasher(Limits.Hashing limits, Cost cost) {
        this.places = new HashingPlaces(limits);
        this.cost = cost;
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
                        () -> PasswordHash.Argon2.tag(
                                true, password, salt, cost.memoryKib, cost.passes, cost.lanes, TAG_BYTES)));
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
    public boolean isCurrent(String stored) {
        return stored.startsWith(cost.parameters());
    }

    /** Can {@link #verify} do with it? Asked of hashes that come from elsewhere. */
    public static boolean canVerify(String stored) {
        return PasswordHash.parse(stored).isPresent();
    }

    private String phc(byte[] salt, byte[] tag) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return cost.parameters() + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }
}
