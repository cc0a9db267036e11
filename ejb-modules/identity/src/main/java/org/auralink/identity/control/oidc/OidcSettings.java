package org.auralink.identity.control.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * Which providers people may sign in at.
 *
 * @param providers in the order in which they are listed
 * @param byAddress how often somebody at one address may go to a provider, come back, or bring an ID token
 * @param manualLinking whether somebody who is signed in may add a provider to their account, and take one away
 */
public record OidcSettings(List<OidcProvider> providers, boolean manualLinking, RateLimit byAddress) {
    /** Also a variable of the environment, and a column of 50. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    /** Ways to sign in that are no providers. */
    private static final Set<String> TAKEN = Set.of("email", "phone", "anonymous", "anonymous_users", "web3", "sso");

    /** A page of providers, tried a few times; each costs a row and a question to a provider. */
    static final Setting LIMIT = Setting.text(
            "auralink.limit.provider.address",
            "30/5m",
            "up to three of requests/period, separated by commas",
            "ways to a provider and back, and ID tokens, from one address");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    static final Setting PROVIDERS = Setting.text(
            "auralink.auth.oidc.providers",
            "",
            "up to " + OidcLimits.PROVIDERS + " names of a-z, 0-9 and _, separated by commas",
            "providers of OpenID Connect at which people may sign in; each has the settings below with its name");
    static final Setting ISSUER = Setting.text(
            "auralink.auth.oidc.<name>.issuer",
            "",
            "an https URL; http on the machine itself",
            "the provider's issuer, below which its configuration is");
    static final Setting CLIENT_ID =
            Setting.text("auralink.auth.oidc.<name>.client.id", "", "text", "what we are called there");
    static final Setting CLIENT_SECRET = new Setting(
            "auralink.auth.oidc.<name>.client.secret",
            "",
            "",
            "text",
            1,
            0,
            true,
            "our password there, if we have one");
    static final Setting SCOPES = Setting.text(
            "auralink.auth.oidc.<name>.scopes",
            "openid email profile",
            "words, openid among them",
            "what we ask it for");
    static final Setting MANUAL_LINKING = Setting.flag(
            "auralink.auth.manual.linking",
            false,
            "whether somebody who is signed in may add a provider to their account, and take one away");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS =
            List.of(PROVIDERS, ISSUER, CLIENT_ID, CLIENT_SECRET, SCOPES, MANUAL_LINKING, LIMIT);

    /** @throws SettingException naming the setting that is missing or wrong */
    public static OidcSettings from(Settings settings) {
        List<String> names = Arrays.stream(settings.text(PROVIDERS).split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        boolean good = names.stream().allMatch(name -> NAME.matcher(name).matches() && !TAKEN.contains(name));
        if (!good || names.size() > OidcLimits.PROVIDERS) {
            throw new SettingException(
                    "The setting " + PROVIDERS.name() + " must list " + PROVIDERS.allowed() + ", and none of "
                            + String.join(", ", TAKEN.stream().sorted().toList()) + ".");
        }
        List<OidcProvider> providers = new ArrayList<>();
        names.forEach(name -> providers.add(provider(settings, name)));
        RateLimit byAddress = RateLimit.parse(LIMIT.name(), settings.text(LIMIT))
                .orElseThrow(() ->
                        new SettingException("The setting " + LIMIT.name() + " must be " + LIMIT.allowed() + "."));
        return new OidcSettings(List.copyOf(providers), settings.flag(MANUAL_LINKING), byAddress);
    }

    private static OidcProvider provider(Settings settings, String name) {
        String issuer = settings.required(named(ISSUER, name));
        String scopes = settings.optional(named(SCOPES, name)).orElse(SCOPES.otherwise());
        if (!List.of(scopes.split(" ")).contains("openid") || !scopes.matches("[!-~ ]{1,500}")) {
            throw new SettingException("The setting " + named(SCOPES, name) + " must be " + SCOPES.allowed() + ".");
        }
        return new OidcProvider(
                name,
                issuer(named(ISSUER, name), issuer),
                settings.required(named(CLIENT_ID, name)),
                settings.optional(named(CLIENT_SECRET, name)).orElse(""),
                scopes);
    }

    /** OpenID Connect Core, 2: without query and fragment. Character by character, so a slash at the end stays. */
    private static URI issuer(String name, String text) {
        try {
            URI issuer = new URI(text);
            boolean secured = "https".equals(issuer.getScheme())
                    || "http".equals(issuer.getScheme()) && LOOPBACK.contains(String.valueOf(issuer.getHost()));
            if (secured
                    && issuer.getHost() != null
                    && issuer.getRawQuery() == null
                    && issuer.getRawFragment() == null
                    && issuer.getRawUserInfo() == null) {
                return issuer;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new SettingException("The setting " + name + " must be " + ISSUER.allowed() + ".");
    }

    private static String named(Setting setting, String name) {
        return setting.name().replace("<name>", name);
    }
}
