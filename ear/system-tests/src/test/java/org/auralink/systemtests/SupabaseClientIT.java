package org.auralink.systemtests;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Supabase's own client, unmodified, signs people up, in and out; see supabase-auth.test.mjs for what it expects. */
class SupabaseClientIT {
    @Test
    void theOfficialClientWorks() {
        NodeTests.pass("supabase-auth.test.mjs", Map.of());
    }
}
