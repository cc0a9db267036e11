package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.net.TestCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedCertificateTest {
    private static final Instant BEGIN = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration LATER = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private Path certificate;
    private Path key;

    @BeforeEach
    void write() throws Exception {
        certificate = directory.resolve("certificate.pem");
        key = directory.resolve("key.pem");
        TestCertificate.make().write(certificate, key, BEGIN.minus(LATER));
    }

    private ServedCertificate served() {
        return new ServedCertificate("signalling", "tls", certificate.toString(), key.toString(), now::get);
    }

    @Test
    void aReplacedPairIsServedFromTheNextLookOn() throws Exception {
        ServedCertificate served = served();
        SslContext old = served.get();
        TestCertificate.make().write(certificate, key, BEGIN);

        assertThat(served.get()).isSameAs(old);
        now.set(BEGIN.plus(LATER));
        SslContext fresh = served.get();
        assertThat(fresh).isNotSameAs(old);
        now.set(BEGIN.plus(LATER).plus(LATER));
        assertThat(served.get()).isSameAs(fresh);
    }

    @Test
    void aPairThatIsJustBeingReplacedIsNotTakenUpYet() throws Exception {
        ServedCertificate served = served();
        SslContext old = served.get();
        now.set(BEGIN.plus(LATER));
        TestCertificate.make().write(certificate, key, now.get().minusSeconds(1));

        assertThat(served.get()).isSameAs(old);
        now.set(now.get().plus(LATER));
        assertThat(served.get()).isNotSameAs(old);
    }

    @Test
    void aNewOneThatCannotBeUsedLeavesTheOldOneServed() throws Exception {
        ServedCertificate served = served();
        SslContext old = served.get();
        Instant expiry = served.expiry();
        Files.writeString(certificate, "nothing of the kind");
        now.set(Instant.now().plus(LATER));

        assertThat(served.get()).isSameAs(old);
        assertThat(served.expiry()).isEqualTo(expiry);
    }

    @Test
    void whatCannotBeUsedAtTheStartIsNamedByItsSetting() throws Exception {
        Files.writeString(key, "nothing of the kind");
        assertThatThrownBy(this::served)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tls.cert_file: expected a certificate")
                .hasMessageContaining("tls.key_file");
        Files.delete(key);
        assertThatThrownBy(this::served)
                .isInstanceOf(ConfigException.class)
                .hasMessage("tls.key_file: expected a file that can be read");
    }
}
