package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.identity.boundary.AccessTokens;
import org.auralink.identity.boundary.ProviderSignIns;
import org.auralink.identity.boundary.SignUps;
import org.auralink.mail.boundary.Mailboxes;
import org.auralink.oauth.boundary.OAuthServer;

/** What anybody may know of this instance: that it is there, how one signs in, and its public keys. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class InstanceResource {
    /** Providers that Supabase's clients look for; those that we have are {@code true}. */
    private static final List<String> ABSENT_PROVIDERS = List.of(
            "apple",
            "azure",
            "bitbucket",
            "discord",
            "facebook",
            "github",
            "gitlab",
            "google",
            "keycloak",
            "linkedin_oidc",
            "notion",
            "slack_oidc",
            "spotify",
            "twitch",
            "twitter",
            "workos",
            "zoom",
            "phone");

    /** As long as rotation waits for caches before it drops an old key. */
    private static final String TEN_MINUTES = "public, max-age=600";

    @Inject
    private AccessTokens tokens;

    @Inject
    private SignUps signUps;

    @Inject
    private ProviderSignIns providers;

    @Inject
    private Mailboxes mailboxes;

    @Inject
    private OAuthServer oauth;

    @GET
    @Path("health")
    public Map<String, Object> health() {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("version", "v0.1.0");
        health.put("name", "AuraLink");
        health.put("description", "AuraLink identity, compatible with Supabase Auth");
        return health;
    }

    @GET
    @Path("settings")
    public Map<String, Object> settings() {
        Map<String, Object> external = new LinkedHashMap<>();
        ABSENT_PROVIDERS.forEach(provider -> external.put(provider, false));
        external.put("anonymous_users", signUps.takesAnonymous());
        external.put("email", true);
        providers.names().forEach(provider -> external.put(provider, true));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("external", external);
        settings.put("disable_signup", !signUps.takesSignUps());
        settings.put("mailer_autoconfirm", signUps.confirmsAtOnce());
        settings.put("phone_autoconfirm", false);
        settings.put("sms_provider", "");
        settings.put("saml_enabled", false);
        settings.put("passkeys_enabled", true);
        // Not among Supabase Auth's: the console says it before somebody has chosen one, and where mails are.
        settings.put("password_min_length", signUps.shortestPassword());
        settings.put("mailbox", mailboxes.areKept());
        return settings;
    }

    @GET
    @Path(".well-known/jwks.json")
    public Response keys() {
        return Response.ok(tokens.publicKeys())
                .header(HttpHeaders.CACHE_CONTROL, TEN_MINUTES)
                .build();
    }

    @GET
    @Path(".well-known/openid-configuration")
    public Response configuration() {
        return Response.ok(oauth.metadata().orElseGet(tokens::configuration))
                .header(HttpHeaders.CACHE_CONTROL, TEN_MINUTES)
                .build();
    }

    /** Of OAuth alone (RFC 8414); the same, since OpenID Connect Discovery extends it. */
    @GET
    @Path(".well-known/oauth-authorization-server")
    public Response oauthConfiguration() {
        oauth.requireEnabled();
        return configuration();
    }
}
