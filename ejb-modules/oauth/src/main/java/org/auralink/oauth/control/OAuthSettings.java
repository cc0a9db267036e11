package org.auralink.oauth.control;

import java.util.List;
import java.util.Set;
import org.auralink.shared.Refusal;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * Whether other systems let people in with accounts of ours.
 *
 * @param authUrl where the endpoints are, {@code <auralink.public.url>/auth/v1}; never from a request
 * @param enabled {@code auralink.oauth.enabled}
 * @param registration {@code auralink.oauth.registration}: whether systems may register themselves
 * @param consentUrl {@code auralink.oauth.consent.url}: the page on which people decide
 */
public record OAuthSettings(String authUrl, boolean enabled, boolean registration, String consentUrl) {
    static final Setting ENABLED = Setting.flag(
            "auralink.oauth.enabled",
            false,
            "whether other systems let people in with accounts of this one, by OAuth 2.1 and OpenID Connect");
    static final Setting REGISTRATION = Setting.flag(
            "auralink.oauth.registration",
            false,
            "whether such systems may register themselves (RFC 7591); without it an administrator does");
    static final Setting CONSENT_URL = Setting.text(
            "auralink.oauth.consent.url",
            "<auralink.public.url>/oauth/consent",
            "an http or https URL",
            "the page on which people decide what such a system gets; it is told authorization_id");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(ENABLED, REGISTRATION, CONSENT_URL);

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is missing or wrong */
    public static OAuthSettings from(Settings settings) {
        Set<String> web = Set.of("http", "https");
        String publicUrl = settings.uri(SharedSettings.PUBLIC_URL, web).toString();
        String consentUrl = settings.optional(CONSENT_URL).isPresent()
                ? settings.uri(CONSENT_URL, web).toString()
                : publicUrl + "/oauth/consent";
        return new OAuthSettings(
                publicUrl + "/auth/v1", settings.flag(ENABLED), settings.flag(REGISTRATION), consentUrl);
    }

    /** @throws org.auralink.shared.RefusedException {@code feature_disabled}, not found, where it is off */
    public void requireEnabled() {
        if (!enabled) {
            throw new Refusal.NotFound("feature_disabled", "OAuth server is disabled").asException();
        }
    }
}
