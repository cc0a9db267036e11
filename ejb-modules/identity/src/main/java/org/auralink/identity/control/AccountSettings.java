package org.auralink.identity.control;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * Who may have an account, and what its owner may change.
 *
 * @param authUrl where links in mails lead, {@code <auralink.public.url>/auth/v1}
 * @param signUps {@code auralink.auth.signup}: whether people make accounts themselves
 * @param anonymous {@code auralink.auth.anonymous}: whether one may sign in as nobody
 * @param doubleConfirm {@code auralink.auth.email.change.double}: whether the old address must agree to a new one
 * @param reauthenticate {@code auralink.auth.password.reauthentication}: whether a session of more than a day needs a code
 *     from a mail for a new password
 * @param currentPassword {@code auralink.auth.password.current}: whether a new password needs the one before it
 * @param origins {@code auralink.auth.cors.origins}: whose pages may call; {@code *} for everybody's
 * @param redirects {@code auralink.auth.site.url} and {@code auralink.auth.redirect.urls}: where people may be sent
 */
public record AccountSettings(
        String authUrl,
        boolean signUps,
        boolean anonymous,
        boolean doubleConfirm,
        boolean reauthenticate,
        boolean currentPassword,
        Set<String> origins,
        RedirectTargets redirects) {
    static final Setting SIGN_UPS =
            Setting.flag("auralink.auth.signup", true, "whether people make accounts themselves");
    static final Setting ANONYMOUS = Setting.flag(
            "auralink.auth.anonymous", false, "whether one may sign in without saying who one is, and say it later");
    static final Setting DOUBLE_CONFIRM = Setting.flag(
            "auralink.auth.email.change.double",
            true,
            "whether a new e-mail address needs the consent of who reads the old one too");
    static final Setting REAUTHENTICATE = Setting.flag(
            "auralink.auth.password.reauthentication",
            false,
            "whether a new password needs a code from a mail when the sign-in is a day old");
    static final Setting CURRENT_PASSWORD =
            Setting.flag("auralink.auth.password.current", false, "whether a new password needs the one before it");
    static final Setting ORIGINS = Setting.text(
            "auralink.auth.cors.origins",
            "*",
            "origins such as https://app.example.org, separated by commas, or *",
            "whose pages may call /auth/v1 from a browser");
    static final Setting SITE_URL = Setting.text(
            "auralink.auth.site.url",
            "<auralink.public.url>",
            "an http or https URL",
            "where people come who open a link in a mail, unless their application names an allowed place");
    static final Setting REDIRECT_URLS = Setting.text(
            "auralink.auth.redirect.urls",
            "",
            "URLs, separated by commas; * stands for anything but . and /, ** for anything, ? for one character",
            "where applications may send them, besides the site's own pages");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS = List.of(
            SIGN_UPS, ANONYMOUS, DOUBLE_CONFIRM, REAUTHENTICATE, CURRENT_PASSWORD, ORIGINS, SITE_URL, REDIRECT_URLS);

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is missing or wrong */
    public static AccountSettings from(Settings settings) {
        String publicUrl =
                settings.uri(SharedSettings.PUBLIC_URL, Set.of("http", "https")).toString();
        return new AccountSettings(
                publicUrl + "/auth/v1",
                settings.flag(SIGN_UPS),
                settings.flag(ANONYMOUS),
                settings.flag(DOUBLE_CONFIRM),
                settings.flag(REAUTHENTICATE),
                settings.flag(CURRENT_PASSWORD),
                Set.copyOf(list(settings, ORIGINS)),
                RedirectTargets.of(settings.optional(SITE_URL).orElse(publicUrl), list(settings, REDIRECT_URLS)));
    }

    private static List<String> list(Settings settings, Setting setting) {
        return Arrays.stream(settings.text(setting).split(",", -1))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }
}
