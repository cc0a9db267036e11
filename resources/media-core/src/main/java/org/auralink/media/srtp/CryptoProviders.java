package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which implementation of AES-GCM is used, and of elliptic curves in handshakes with clients. Amazon Corretto Crypto Provider, when it is on the class path and its native
 * library loads, takes 0.52 µs and 128 bytes of garbage for a packet of 1200 bytes; SunJCE, which is always there, takes
 * 0.61 µs and 1104 bytes. It is asked for these only, and not registered: TLS and tokens stay with the JDK's providers.
 */
public final class CryptoProviders {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProviders.class);
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final @Nullable Provider FOUND = load();

    private CryptoProviders() {}

    /** Name of the provider in use for AES-GCM, for logs and benchmark reports. */
    public static String gcmProvider() {
        return FOUND == null ? "SunJCE" : FOUND.getName();
    }

    /** The provider of native code; null where it is not to be had, or not wanted. */
    public static @Nullable Provider nativeProvider() {
        return FOUND;
    }

    static Cipher gcm() throws GeneralSecurityException {
        return FOUND == null ? Cipher.getInstance("AES/GCM/NoPadding") : Cipher.getInstance("AES/GCM/NoPadding", FOUND);
    }

    /** By reflection, because the library exists for some platforms only. */
    private static @Nullable Provider load() {
        if (Boolean.getBoolean("auralink.srtp.jdk")) {
            LOG.info("AES-GCM and curves of handshakes by the JDK, as auralink.srtp.jdk says");
            return null;
        }
        try {
            Provider provider =
                    (Provider) Class.forName(NATIVE).getField("INSTANCE").get(null);
            // Some JDKs load signed providers only, and a merged jar has no signatures.
            Cipher.getInstance("AES/GCM/NoPadding", provider);
            LOG.info("AES-GCM and curves of handshakes by {} {}", provider.getName(), provider.getVersionStr());
            return provider;
        } catch (ReflectiveOperationException | GeneralSecurityException | RuntimeException | LinkageError e) {
            LOG.info(
                    "AES-GCM and curves of handshakes by the JDK, the native provider is not available: {}",
                    e.toString());
            return null;
        }
    }
}
