package org.auralink.systemtests;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Supabase's own client, unmodified, signs people up, in and out, and lets them in by mail; see the two files for what it expects. */
class SupabaseClientIT {
    @Test
    void theOfficialClientWorks() {
        NodeTests.pass("supabase-auth.test.mjs", Map.of());
    }

    @Test
    void theOfficialClientWorksByMailInBothOfItsFlows() {
        NodeTests.pass("supabase-accounts.test.mjs", Map.of());
    }
}
