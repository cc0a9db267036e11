package org.auralink.media.node;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.TlsConfig;
import org.auralink.media.node.metrics.MetricsText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that this node shows, with its key: two PEM files, read at the start, and again when both were replaced.
 * Connections that are open keep what they began with. For use by several threads.
 */
final class ServedCertificate implements Supplier<SslContext> {
    private static final Logger LOG = LoggerFactory.getLogger(ServedCertificate.class);

    /** Certificates are renewed weeks ahead; looking costs two questions to the file system. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** Whoever replaces both files does it within this: a pair is not taken up half replaced. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final String name;
    private final String section;
    private final File certificate;
    private final File key;
    private final InstantSource clock;
    private volatile Read read;
    private volatile Instant looked;

    /** @param changed when the younger of both files was written */
    private record Read(SslContext context, Instant expiry, Instant changed) {}

    /**
     * @param name in metrics
     * @param section of the configuration, which {@code cert_file} and {@code key_file} stand in
     * @throws ConfigException naming the key, when a file cannot be read or is not what it should be
     */
    ServedCertificate(String name, String section, String certificate, String key, InstantSource clock) {
        this.name = name;
        this.section = section;
        this.certificate = readable(".cert_file", certificate);
        this.key = readable(".key_file", key);
        this.clock = clock;
        read = read(changed());
        looked = clock.instant();
    }

    /** That of signalling; null when it is not encrypted here. */
    static @Nullable ServedCertificate ofSignalling(TlsConfig tls, InstantSource clock) {
        return tls.enabled() ? new ServedCertificate("signalling", "tls", tls.certFile(), tls.keyFile(), clock) : null;
    }

    private File readable(String setting, String file) {
        var named = new File(file);
        if (!named.isFile() || !named.canRead()) {
            throw new ConfigException(section + setting, "expected a file that can be read");
        }
        return named;
    }

    private Instant changed() {
        return Instant.ofEpochMilli(Math.max(certificate.lastModified(), key.lastModified()));
    }

    private Read read(Instant changed) {
        try (InputStream file = new FileInputStream(certificate)) {
            // The first one in the file is the node's own.
            var own = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            SslContext context = SslContextBuilder.forServer(certificate, key).build();
            return new Read(context, own.getNotAfter().toInstant(), changed);
        } catch (SSLException | IllegalArgumentException e) {
            throw new ConfigException(
                    section + ".cert_file",
                    "expected a certificate (PEM), and its key (PKCS #8, PEM) in " + section + ".key_file");
        } catch (IOException | CertificateException e) {
            throw new ConfigException(section + ".cert_file", "expected a certificate (PEM)");
        }
    }

    /** For a connection that begins now. */
    @Override
    public SslContext get() {
        if (clock.instant().isAfter(looked.plus(LOOK))) {
            lookAgain();
        }
        return read.context;
    }

    private synchronized void lookAgain() {
        Instant now = clock.instant();
        Instant changed = changed();
        looked = now;
        if (changed.equals(read.changed) || changed.isAfter(now.minus(SETTLED))) {
            return;
        }
        try {
            read = read(changed);
            LOG.info("the certificate of {} was replaced; it is good until {}", section, read.expiry);
        } catch (ConfigException e) {
            // Until it is mended, or the old one is over; which alerts tell.
            LOG.warn("the new certificate of {} cannot be used, the old one is served: {}", section, e.getMessage());
        }
    }

    /** Until when it is good. */
    Instant expiry() {
        return read.expiry;
    }

    /** Writes until when each of them is good. */
    static void write(MetricsText text, @Nullable ServedCertificate... certificates) {
        if (Arrays.stream(certificates).allMatch(each -> each == null)) {
            return;
        }
        text.gauge(
                "auralink_certificate_expiry_timestamp_seconds",
                "When the certificate that is served runs out, in seconds since 1970.");
        for (ServedCertificate each : certificates) {
            if (each != null) {
                text.sample(each.expiry().getEpochSecond(), "certificate", each.name);
            }
        }
    }
}
