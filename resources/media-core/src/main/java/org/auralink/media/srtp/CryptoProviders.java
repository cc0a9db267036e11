package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which implementation of AES-GCM is used. Amazon Corretto Crypto Provider, when it is on the class path and its
 * native library loads, takes the time SunJCE takes and allocates an eighth of it per packet; SunJCE is always there.
 */
public final class CryptoProviders {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProviders.class);
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final @Nullable Provider GCM = load();

    private CryptoProviders() {}

    /** Name of the provider in use for AES-GCM, for logs and benchmark reports. */
    public static String gcmProvider() {
        return GCM == null ? "SunJCE" : GCM.getName();
    }

    static Cipher gcm() throws GeneralSecurityException {
        return GCM == null ? Cipher.getInstance("AES/GCM/NoPadding") : Cipher.getInstance("AES/GCM/NoPadding", GCM);
    }

    /** By reflection, because the library exists for some platforms only. */
    private static @Nullable Provider load() {
        if (Boolean.getBoolean("auralink.srtp.jdk")) {
            return null;
        }
        try {
            Provider provider =
                    (Provider) Class.forName(NATIVE).getField("INSTANCE").get(null);
            Cipher.getInstance("AES/GCM/NoPadding", provider);
            return provider;
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
            LOG.info("AES-GCM by SunJCE, the native provider is not available: {}", e.toString());
            return null;
        }
    }
}
