package org.auralink.local;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Passwords and keys of the parts, made at the first run and kept in the state directory with mode 0600. A name that is
 * new in a later release is added to an existing file.
 */
final class Secrets {
    /** 192 bits: out of reach of guessing, and short enough for one line of a configuration file. */
    private static final int BYTES = 24;

    /** Of AES-256. */
    private static final int ENCRYPTION_KEY_BYTES = 32;

    private static final String FILE = "secrets.properties";

    private interface Keeping {
        Path keep(String name, String text);
    }

    private final Properties values = new Properties();
    private final Function<String, Path> kept;
    private final Keeping keep;

    private Secrets(Function<String, Path> kept, Keeping keep) {
        this.kept = kept;
        this.keep = keep;
    }

    Secrets(StateDirectory state) {
        this(name -> privateFile(state, name), state::writePrivate);
        Path file = kept.apply(FILE);
        if (Files.exists(file)) {
            load(file);
        }
    }

    /** Those of a launcher that runs: read, and never written. */
    static Secrets ofRunning(Path stateDirectory) {
        Secrets secrets = hidden(stateDirectory);
        secrets.load(stateDirectory.resolve(FILE));
        return secrets;
    }

    /** Stand-ins, for what is shown: nothing is read, and nothing is written. */
    static Secrets hidden(Path stateDirectory) {
        return new Secrets(stateDirectory::resolve, (name, text) -> stateDirectory.resolve(name));
    }

    private static Path privateFile(StateDirectory state, String name) {
        Path file = state.path(name);
        if (Files.exists(file)) {
            state.keepPrivate(file);
        }
        return file;
    }

    private void load(Path file) {
        try {
            values.load(new StringReader(Files.readString(file)));
        } catch (IOException e) {
            throw new LaunchException("Cannot read " + file + ".", e);
        }
    }

    /** The secret of that name; made now when there is none. URL-safe characters only. */
    String get(String name) {
        return get(name, "");
    }

    /** @param prefix with which one that is made begins */
    String get(String name, String prefix) {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String fresh = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        values.setProperty(name, fresh);
        var text = new StringWriter();
        try {
            values.store(text, "Made by the launcher. Whoever reads this file can read every call.");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        keep.keep(FILE, text.toString());
        return fresh;
    }

    /** The private key that signs access tokens, as a JWK file; made at the first run. */
    Path signingKey() {
        return file("signing-key.jwk", SigningKey::generate);
    }

    /** The key that seals secrets in the database; made at the first run. */
    Path encryptionKey() {
        return file("encryption-key", () -> {
            byte[] key = new byte[ENCRYPTION_KEY_BYTES];
            new SecureRandom().nextBytes(key);
            return Base64.getEncoder().encodeToString(key) + "\n";
        });
    }

    private Path file(String name, Supplier<String> made) {
        Path file = kept.apply(name);
        return Files.exists(file) ? file : keep.keep(name, made.get());
    }
}
