package org.auralink.findings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What this release needs of what it finds. */
public final class Release {
    private static final String SCHEMA = read("schema");

    private Release() {}

    /**
     * The newest migration that module {@code db} has, such as {@code 030}, noted when this module is built: the application
     * has no migrations in it, and must know all the same whether the database lacks some.
     */
    public static String schema() {
        return SCHEMA;
    }

    private static String read(String name) {
        try (InputStream noted = Release.class.getResourceAsStream(name)) {
            if (noted == null) {
                throw new IllegalStateException("The build has not noted which " + name + " this release has.");
            }
            return new String(noted.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
