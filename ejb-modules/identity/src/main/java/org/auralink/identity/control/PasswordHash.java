package org.auralink.identity.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password as it is stored: ours (argon2id), or one that came from elsewhere, argon2i or argon2id in PHC string format and
 * bcrypt. What it costs to verify stands in the text itself, so it is judged before anything is computed.
 */
sealed interface PasswordHash {
    /** Does the password belong to it? Compares in constant time; costs what {@link #parse} let pass. */
    boolean matches(String password);

    /**
     * @return empty for what is none, or would cost more than is spent on a sign-in
     */
    static Optional<PasswordHash> parse(String text) {
        Matcher argon2 = Argon2.FORM.matcher(text);
        if (argon2.matches()) {
            return Argon2.parse(argon2);
        }
        Matcher bcrypt = Bcrypt.FORM.matcher(text);
        return bcrypt.matches() && Integer.parseInt(bcrypt.group(1)) <= Bcrypt.MOST_COST
                ? Optional.of(new Bcrypt(text))
                : Optional.empty();
    }

    /** RFC 9106. */
    record Argon2(boolean id, int memoryKib, int passes, int lanes, byte[] salt, byte[] tag) implements PasswordHash {
        private static final Pattern FORM = Pattern.compile(
                "\\$argon2(i|id)\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

        /**
         * 128 MiB. Supabase takes a GiB; here the memory is the server's heap, as many times as passwords are hashed at
         * once, and RFC 9106's choice for machines without much memory is half of this.
         */
        private static final int MOST_MEMORY_KIB = 128 << 10;

        /** Supabase's. */
        private static final int MOST_PASSES = 20;

        /** Supabase's. */
        private static final int MOST_LANES = 16;

        /** Passes over a GiB altogether: some five seconds of a core. */
        private static final int MOST_KIB = 1 << 20;

        private static Optional<PasswordHash> parse(Matcher parts) {
            int memory = Integer.parseInt(parts.group(2));
            int passes = Integer.parseInt(parts.group(3));
            int lanes = Integer.parseInt(parts.group(4));
            // The least of each is RFC 9106's, 3.1.
            boolean payable = passes >= 1
                    && passes <= MOST_PASSES
                    && lanes >= 1
                    && lanes <= MOST_LANES
                    && memory >= 8 * lanes
                    && memory <= MOST_MEMORY_KIB
                    && (long) memory * passes <= MOST_KIB;
            if (!payable) {
                return Optional.empty();
            }
            try {
                Base64.Decoder base64 = Base64.getDecoder();
                return Optional.of(new Argon2(
                        "id".equals(parts.group(1)),
                        memory,
                        passes,
                        lanes,
                        base64.decode(parts.group(5)),
                        base64.decode(parts.group(6))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        static byte[] tag(
                boolean id, String password, byte[] salt, int memoryKib, int passes, int lanes, int tagBytes) {
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(id ? Argon2Parameters.ARGON2_id : Argon2Parameters.ARGON2_i)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memoryKib)
                    .withIterations(passes)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] tag = new byte[tagBytes];
            argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), tag);
            return tag;
        }

        @Override
        public boolean matches(String password) {
            return MessageDigest.isEqual(tag, tag(id, password, salt, memoryKib, passes, lanes, tag.length));
        }

        @Override
        public String toString() {
            return "Argon2[redacted]";
        }
    }

    /** Of the variants that hash alike: {@code $2a$}, {@code $2b$} and {@code $2y$}. Looks at 72 bytes of a password. */
    record Bcrypt(String text) implements PasswordHash {
        private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d{2})\\$[./A-Za-z0-9]{53}");

        /** Two seconds of a core. Supabase's is 10, and 12 is what others choose. */
        private static final int MOST_COST = 14;

        @Override
        public boolean matches(String password) {
            try {
                return OpenBSDBCrypt.checkPassword(text, password.getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // A cost below four: no bcrypt hash has it.
                return false;
            }
        }

        @Override
        public String toString() {
            return "Bcrypt[redacted]";
        }
    }
}
