package org.auralink.oauth.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.oauth.control.OAuthLimits;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/** Stops the deployment when a setting of this capability is wrong, or others could believe nothing of what we sign. */
@Singleton
@Startup
public class OAuthDeploymentCheck {
    private static final String ENABLED = "auralink.oauth.enabled";

    @Inject
    ClientAccess access;

    @PostConstruct
    void readSettings() {
        OAuthLimits.from(Settings.current());
        OAuthSettings settings = OAuthSettings.from(Settings.current());
        if (settings.enabled()) {
            if (!access.keepsAccounts()) {
                throw new SettingException("The settings " + ENABLED + " and auralink.auth.supabase.url"
                        + " exclude each other: the project that keeps the accounts lets other systems in.");
            }
            requireBelievable(access.issuer(), access.idTokenAlgorithms());
        }
    }

    /** @throws SettingException naming the setting that is wrong */
    static void requireBelievable(String issuer, List<String> idTokenAlgorithms) {
        if (idTokenAlgorithms.isEmpty()) {
            throw new SettingException("The setting " + ENABLED
                    + " needs a key that others can verify by: in the file of auralink.auth.signing.key.file a secret"
                    + " (oct) signs. Let a key of EC, RSA or OKP sign.");
        }
        if (!isAddress(issuer)) {
            throw new SettingException("The setting auralink.auth.issuer must be an http or https URL without query and"
                    + " fragment where " + ENABLED
                    + " is true: others look there for our configuration.");
        }
    }

    private static boolean isAddress(String issuer) {
        try {
            URI uri = new URI(issuer);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
