package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Supabase's own client, unmodified, signs people up, in and out; see supabase-auth.test.mjs for what it expects. */
class SupabaseClientIT {
    @Test
    void theOfficialClientWorks() throws Exception {
        Path web = LauncherProcess.root().resolve("ear/system-tests/src/test/web");
        ProcessBuilder client = new ProcessBuilder("node", "--test", "supabase-auth.test.mjs")
                .directory(web.toFile())
                .redirectErrorStream(true);
        client.environment().put("AURALINK_URL", LocalStack.get().webUrl());
        Process node = client.start();
        String shown = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(shown).isZero();
    }
}
