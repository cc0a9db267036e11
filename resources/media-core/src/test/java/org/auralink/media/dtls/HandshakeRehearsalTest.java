package org.auralink.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.auralink.media.srtp.CryptoProviders;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandshakeRehearsalTest {
    @Test
    void nodeShakesHandsWithItselfAndAgreesOnKeys() throws Exception {
        assertThat(agreed(new HandshakeRehearsal(NodeCertificate.generate(new SecureRandom(), Clock.systemUTC()))))
                .isEqualTo(SrtpProfile.values()[0]);
    }

    /** Each side's keys and signatures are the other side's to understand. */
    @Test
    void curvesOfNativeCodeAndOfTheJdkUnderstandEachOther() throws Exception {
        Provider found = CryptoProviders.nativeProvider();
        for (Provider serving : new Provider[] {found, null}) {
            for (Provider calling : new Provider[] {found, null}) {
                assertThat(agreed(new HandshakeRehearsal(certificate(serving), certificate(calling))))
                        .as("%s serves %s", serving, calling)
                        .isEqualTo(SrtpProfile.values()[0]);
            }
        }
    }

    private static NodeCertificate certificate(@Nullable Provider provider) {
        return NodeCertificate.generate(new SecureRandom(), Clock.systemUTC(), provider);
    }

    private static SrtpProfile agreed(HandshakeRehearsal rehearsal) throws Exception {
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
            return served.get().profile();
        } finally {
            threads.shutdownNow();
        }
    }
}
