package org.auralink.identity.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.web.CurrentDevice;

/** Puts the parts of this capability together from its settings. */
@ApplicationScoped
public class IdentityParts {
    @Inject
    private Clock clock;

    @Produces
    @Singleton
    IdentitySettings settings() {
        return IdentitySettings.from(Settings.current());
    }

    @Produces
    @Singleton
    Limits limits() {
        return Limits.standard();
    }

    @Produces
    @Singleton
    KeySettings keySettings() {
        return KeySettings.from(Settings.current());
    }

    @Produces
    @Singleton
    SigningKeys signingKeys(IdentitySettings settings, KeySettings keys) {
        return SigningKeys.read(settings.signingKey(), keys.jwtSecret());
    }

    @Produces
    @Singleton
    TokenVerifier tokenVerifier(SigningKeys keys, IdentitySettings settings) {
        return new TokenVerifier(keys, settings.issuer(), clock);
    }

    @Produces
    @Singleton
    ApiKeys apiKeys(KeySettings settings, TokenVerifier verifier) {
        return new ApiKeys(settings, verifier, clock);
    }

    @Produces
    @Singleton
    SessionChain sessionChain(SigningKeys keys, IdentitySettings settings, Limits limits, CurrentDevice device) {
        return new SessionChain(
                new TokenIssuer(keys, settings.issuer(), limits.sessions().accessToken()),
                limits.sessions().refreshReuse(),
                device::name);
    }

    @Produces
    @Singleton
    EndedSessions endedSessions(OptionalRedis redis, Limits limits) {
        return new EndedSessions(redis, limits.sessions(), clock);
    }

    @Produces
    @Singleton
    RefreshTurns refreshTurns(Limits limits) {
        return new RefreshTurns(limits.sessions());
    }

    @Produces
    @Singleton
    SignInAttempts signInAttempts(RateLimiter limiter, RequestLimits limits) {
        return new SignInAttempts(limiter, limits);
    }

    @Produces
    @Singleton
    FactorSettings factorSettings() {
        return FactorSettings.from(Settings.current());
    }

    @Produces
    @Singleton
    EncryptionKeys encryptionKeys(FactorSettings settings) {
        return settings.encryptionKeys().map(EncryptionKeys::read).orElseGet(EncryptionKeys::none);
    }

    @Produces
    @Singleton
    Credentials credentials(FactorSettings settings) {
        return new Credentials(new RelyingParty(settings.rpId(), settings.origins()));
    }

    @Produces
    @Singleton
    PasswordHasher passwordHasher(Limits limits) {
        return new PasswordHasher(limits.hashing());
    }

    @Produces
    @Singleton
    PasswordPolicy passwordPolicy(IdentitySettings settings) {
        return new PasswordPolicy(
                settings.passwords(), BreachSettings.from(Settings.current()).passwords(clock));
    }

    @Produces
    @Singleton
    ReservedNames reservedNames(IdentitySettings settings) {
        return new ReservedNames(settings.reservedNames());
    }

    @Produces
    @Singleton
    AccountSettings accountSettings() {
        return AccountSettings.from(Settings.current());
    }

    @Produces
    @Singleton
    AccountLimits accountLimits() {
        return AccountLimits.from(Settings.current());
    }

    @Produces
    @Singleton
    EvenTime evenTime() {
        return new EvenTime();
    }

    @Produces
    @Singleton
    MailAllowance mailAllowance(RateLimiter limiter, AccountLimits limits) {
        return new MailAllowance(limiter, limits);
    }

    @Produces
    @Singleton
    OneTimeTokens oneTimeTokens(Limits limits) {
        return new OneTimeTokens(limits.mailed().link());
    }

    @Produces
    @Singleton
    FlowStates flowStates(Limits limits) {
        return new FlowStates(limits.mailed());
    }

    @Produces
    @Singleton
    AdminLinks adminLinks(OneTimeTokens tokens, AccountSettings settings, Limits limits) {
        return new AdminLinks(tokens, settings, limits.mailed().link());
    }

    @Produces
    @Singleton
    AccountSource accountSource() {
        return SupabaseSettings.from(Settings.current())
                .map(settings -> new AccountSource(
                        Optional.of(SupabaseProject.of(settings, clock)),
                        settings.url().toString()))
                .orElse(AccountSource.HERE);
    }

    void close(@Disposes AccountSource source) throws IOException {
        if (source.project().isPresent()) {
            source.project().get().close();
        }
    }
}
