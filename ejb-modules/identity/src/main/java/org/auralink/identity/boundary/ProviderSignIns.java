package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.ProviderLogins;
import org.auralink.identity.control.oidc.ExternalIdentity;
import org.auralink.identity.control.oidc.OidcSettings;
import org.auralink.identity.control.oidc.ProviderClient;
import org.auralink.identity.control.oidc.ProviderException;
import org.auralink.identity.control.oidc.Providers;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in at providers of OpenID Connect: there, back, and by ID tokens that applications bring. Has no transaction of its
 * own: none is open while a provider is asked.
 */
@ApplicationScoped
public class ProviderSignIns {
    private static final Logger LOG = Logger.getLogger(ProviderSignIns.class.getName());

    /** A provider that does not answer may do so in a moment. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** Words of OAuth: RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6. Others are not repeated. */
    private static final Set<String> ERRORS = Set.of(
            "access_denied",
            "invalid_request",
            "unauthorized_client",
            "unsupported_response_type",
            "invalid_scope",
            "server_error",
            "temporarily_unavailable",
            "interaction_required",
            "login_required",
            "account_selection_required",
            "consent_required");

    @Inject
    private Providers providers;

    @Inject
    private ProviderAccounts accounts;

    @Inject
    private SignUps signUps;

    @Inject
    private AccountSettings settings;

    @Inject
    private OidcSettings oidc;

    @Inject
    private RateLimiter limiter;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** Names of the providers that people may sign in at, in the operator's order. */
    public List<String> names() {
        return List.copyOf(providers.names());
    }

    /**
     * Somebody wants to sign in at a provider.
     *
     * @return where their browser goes
     * @throws RefusedException {@code validation_failed} for a provider that there is not; rate limited; unavailable
     */
    public URI begin(@Nullable String provider, ReturnPath back, ClientAddress client) {
        limiter.take(oidc.byAddress(), client);
        return sent(known(provider), back.landing(settings.redirects()), Optional.empty());
    }

    /**
     * Somebody who is signed in wants to sign in at a provider, too, from then on. Throws like {@link #begin}, and {@code
     * manual_linking_disabled}.
     */
    public URI beginLink(String accessToken, @Nullable String provider, ReturnPath back, ClientAddress client) {
        limiter.take(oidc.byAddress(), client);
        requireLinking();
        return sent(known(provider), back.landing(settings.redirects()), Optional.of(accessToken));
    }

    /**
     * A browser comes back.
     *
     * @throws RefusedException rate limited; unavailable
     */
    public ProviderReturn callback(ProviderAnswer answer, ClientAddress client) {
        limiter.take(oidc.byAddress(), client);
        String state = answer.state() == null ? "" : answer.state();
        Optional<ProviderLogins.Pending> found = guards.database().once(() -> accounts.take(state));
        if (found.isEmpty()) {
            return new ProviderReturn.Refused(
                    settings.redirects().choose(null),
                    false,
                    new Refusal.Invalid(
                            "bad_oauth_state", "OAuth state is unknown, was used before, or has expired", List.of()));
        }
        ProviderLogins.Pending pending = found.get();
        try {
            ExternalIdentity who = exchanged(pending, answer);
            Verified verified = signUps.untilUnique(() -> accounts.arrived(pending, who, account(who), client));
            changed(verified, pending.links());
            return new ProviderReturn.Arrived(pending.target(), verified);
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.Unavailable) {
                throw refused;
            }
            return new ProviderReturn.Refused(pending.target(), pending.flow() != null, refused.refusal());
        }
    }

    /**
     * An application brings an ID token that a provider gave it.
     *
     * @throws RefusedException {@code invalid_request} for a token that is not good; those of {@link
     *     ProviderAccounts#signIn}; rate limited; unavailable
     */
    SessionView signIn(Grant.IdToken grant, ClientAddress client) {
        limiter.take(oidc.byAddress(), client);
        ProviderClient provider = known(grant.provider());
        String nonce = grant.nonce() == null ? null : hashed(grant.nonce());
        ExternalIdentity who = asked(provider, () -> provider.judge(grant.idToken(), nonce, grant.accessToken()))
                .orElseThrow(() -> new Refusal.Invalid("invalid_request", "Bad ID token", List.of()).asException());
        SessionView session = signUps.untilUnique(() -> accounts.signIn(who, account(who), client));
        reads.changed(new UserId(session.user().id()));
        return session;
    }

    /**
     * Takes a way to sign in away from one's account.
     *
     * @throws RefusedException {@code manual_linking_disabled}; those of {@link ProviderAccounts#unlink}
     */
    public void unlink(String accessToken, String identity) {
        requireLinking();
        UUID id;
        try {
            id = UUID.fromString(identity);
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("identity_not_found", "identity_id must be an UUID").asException(e);
        }
        reads.changed(guards.database().once(() -> accounts.unlink(accessToken, id)));
    }

    private URI sent(ProviderClient provider, Landing landing, Optional<String> accessToken) {
        ProviderLogins.Begun begun =
                guards.database().once(() -> accounts.begin(provider.name(), landing, accessToken));
        return asked(provider, () -> provider.authorization(signIn(begun.state(), begun.nonce(), begun.verifier())));
    }

    private ExternalIdentity exchanged(ProviderLogins.Pending pending, ProviderAnswer answer) {
        ProviderClient provider = known(pending.provider());
        if (answer.error() != null) {
            String word = ERRORS.contains(answer.error()) ? answer.error() : "server_error";
            throw new Refusal.Forbidden("bad_oauth_callback", "The provider did not sign you in: " + word)
                    .asException();
        }
        String code = answer.code();
        if (code == null || code.isEmpty() || !asked(provider, () -> provider.answersAs(answer.issuer()))) {
            throw new Refusal.Invalid("bad_oauth_callback", "OAuth callback with missing authorization code", List.of())
                    .asException();
        }
        ProviderClient.SignIn signIn = signIn("", pending.nonce(), pending.verifier());
        return asked(provider, () -> provider.exchange(code, signIn))
                .map(ProviderClient.Exchanged::identity)
                .orElseThrow(
                        () -> new Refusal.Invalid("bad_oauth_callback", "Unable to exchange external code", List.of())
                                .asException());
    }

    private ProviderClient.SignIn signIn(String state, String nonce, String verifier) {
        return new ProviderClient.SignIn(state, nonce, verifier, settings.authUrl() + "/callback");
    }

    /** Empty when no account is to be made: for somebody without an address, or where nobody may sign up. */
    private Optional<NewAccount> account(ExternalIdentity who) {
        if (!settings.signUps() || !who.emailVerified()) {
            return Optional.empty();
        }
        try {
            return Optional.of(signUps.checked(Optional.of(EmailAddress.of(who.email())), Map.copyOf(who.data())));
        } catch (RefusedException unusable) {
            return Optional.empty();
        }
    }

    private void changed(Verified verified, @Nullable UserId links) {
        if (verified instanceof Verified.SignedIn it) {
            reads.changed(new UserId(it.session().user().id()));
        } else if (links != null) {
            reads.changed(links);
        }
    }

    private ProviderClient known(@Nullable String name) {
        return providers
                .find(name)
                .orElseThrow(() -> new Refusal.Invalid(
                                "validation_failed", "Unsupported provider: provider is not enabled", List.of())
                        .asException());
    }

    private void requireLinking() {
        if (!providers.mayBeLinked()) {
            throw new Refusal.NotFound("manual_linking_disabled", "Manual linking is disabled").asException();
        }
    }

    private static <T> T asked(ProviderClient provider, Supplier<T> question) {
        try {
            return question.get();
        } catch (ProviderException e) {
            LOG.log(Level.WARNING, "The provider {0}: {1}", new Object[] {provider.name(), e.getMessage()});
            throw Refusal.unavailable("The provider " + provider.name(), AGAIN).asException(e);
        }
    }

    /** What applications give to a provider is the hash of what they give to us: as Supabase's do. */
    private static String hashed(String nonce) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
