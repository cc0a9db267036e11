package org.auralink.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandshakeRehearsalTest {
    @Test
    void nodeShakesHandsWithItselfAndAgreesOnKeys() throws Exception {
        var rehearsal = new HandshakeRehearsal(NodeCertificate.generate(new SecureRandom(), Clock.systemUTC()));
        var threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<SrtpKeys> served = new CompletableFuture<>();
            threads.execute(() -> {
                try {
                    served.complete(rehearsal.serve());
                } catch (Exception e) {
                    served.completeExceptionally(e);
                }
            });
            rehearsal.call();
            assertThat(served.get().profile()).isEqualTo(SrtpProfile.values()[0]);
        } finally {
            threads.shutdownNow();
        }
    }
}
