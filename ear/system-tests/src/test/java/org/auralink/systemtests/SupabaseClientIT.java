package org.auralink.systemtests;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * Supabase's own client, unmodified, signs people up, in and out, lets them in by mail, and administers them; see the files for what it
 * expects.
 */
class SupabaseClientIT {
    @Test
    void theOfficialClientWorks() {
        NodeTests.pass("supabase-auth.test.mjs", Map.of());
    }

    @Test
    void theOfficialClientWorksByMailInBothOfItsFlows() {
        NodeTests.pass("supabase-accounts.test.mjs", Map.of());
    }

    @Test
    void theOfficialClientAdministersAccounts() throws IOException {
        NodeTests.pass("supabase-admin.test.mjs", Map.of("AURALINK_SECRET_KEY", secret("auth.secret.key")));
    }

    @Test
    void otherSystemsLetPeopleInWithAccountsOfThisOne() throws IOException {
        NodeTests.pass("supabase-oauth.test.mjs", Map.of("AURALINK_SECRET_KEY", secret("auth.secret.key")));
    }

    /** As the launcher made it. */
    static String secret(String name) throws IOException {
        var secrets = new Properties();
        try (Reader file = Files.newBufferedReader(LocalStack.get().state.resolve("secrets.properties"))) {
            secrets.load(file);
        }
        return secrets.getProperty(name);
    }
}
