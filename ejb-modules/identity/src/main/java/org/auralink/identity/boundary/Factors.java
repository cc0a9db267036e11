package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.Credentials;
import org.auralink.identity.control.EncryptionKeys;
import org.auralink.identity.control.FactorSettings;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.control.KnownNetworks;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.QrCode;
import org.auralink.identity.control.RelyingParty;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.control.Totp;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Base32;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.FactorChallenge;
import org.auralink.identity.entity.FactorType;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Second factors in the database, in the words and with the rules of Supabase Auth. Whoever changes something holds the
 * rows of the account and the session, so that one change comes after the other.
 */
@Stateless
public class Factors {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private SessionChain chain;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Credentials credentials;

    @Inject
    private EncryptionKeys keys;

    @Inject
    private FactorSettings settings;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /**
     * A session after a proof.
     *
     * @param ended the sessions that ended with it
     */
    public record Raised(SessionView session, Sessions.Ended ended) {
        @Override
        public String toString() {
            return "Raised[redacted]";
        }
    }

    /**
     * @param wish of a type that can be enrolled, its texts accepted
     * @throws org.auralink.shared.RefusedException {@code mfa_factor_name_conflict}, {@code too_many_enrolled_mfa_factors},
     *     {@code insufficient_aal} for a second one without the first, and as of {@link Sessions#user}
     */
    public EnrolledFactor enroll(String accessToken, FactorWish wish) {
        SignedIn who = change(accessToken);
        Instant now = clock.instant();
        List<Factor> factors = of(entityManager, who.user());
        Instant oldest = now.minus(limits.factors().unverified());
        factors.stream()
                .filter(factor -> !factor.isVerified() && factor.createdAt().isBefore(oldest))
                .forEach(entityManager::remove);
        refuseEnrolment(
                who,
                wish.friendlyName(),
                factors.stream().filter(entityManager::contains).toList());
        entityManager.flush();
        if (wish.type() == FactorType.WEBAUTHN) {
            Factor factor = Factor.webauthn(who.user().id(), wish.friendlyName(), now);
            entityManager.persist(factor);
            return new EnrolledFactor(factor.id(), factor.type().word(), factor.friendlyName(), null);
        }
        return enrollTotp(who.user(), wish, now);
    }

    private EnrolledFactor enrollTotp(User user, FactorWish wish, Instant now) {
        byte[] secret = Totp.newSecret();
        UUID id = UUID.randomUUID();
        entityManager.persist(Factor.totp(id, user.id(), wish.friendlyName(), keys.seal(secret, purpose(id)), now));
        String issuer = wish.issuer().isEmpty() ? settings.publicUrl().getHost() : wish.issuer();
        String uri = Totp.uri(secret, issuer, user.email());
        return new EnrolledFactor(
                id,
                FactorType.TOTP.word(),
                wish.friendlyName(),
                new EnrolledFactor.Totp(QrCode.svg(uri), Base32.encode(secret), uri));
    }

    private void refuseEnrolment(SignedIn who, String name, List<Factor> factors) {
        if (factors.stream().anyMatch(factor -> factor.friendlyName().equals(name))) {
            throw nameTaken(name);
        }
        if (factors.size() >= limits.factors().most()) {
            throw unprocessable(
                    "too_many_enrolled_mfa_factors",
                    "Maximum number of verified factors reached, unenroll to continue");
        }
        if (factors.stream().anyMatch(Factor::isVerified) && !who.session().isRaised()) {
            throw new Refusal.Forbidden("insufficient_aal", "AAL2 required to enroll a new factor").asException();
        }
    }

    /** @throws org.auralink.shared.RefusedException {@code mfa_factor_not_found}, and as of {@link Sessions#user} */
    public FactorChallengeView challenge(String accessToken, UUID factorId, ClientAddress client) {
        SignedIn who = change(accessToken);
        Factor factor = factor(who.user(), factorId);
        Instant now = clock.instant();
        forgetChallenges(factor);
        byte[] nonce = factor.type() == FactorType.WEBAUTHN ? RelyingParty.nonce() : null;
        FactorChallenge challenge = new FactorChallenge(
                factor,
                KnownNetworks.hash(who.user().id(), client),
                nonce,
                now,
                limits.factors().challenge());
        factor.challenged(now);
        entityManager.persist(challenge);
        return new FactorChallengeView(
                challenge.id(),
                factor.type().word(),
                challenge.expiresAt().getEpochSecond(),
                nonce == null ? null : ceremony(who.user(), factor, nonce));
    }

    private FactorChallengeView.Ceremony ceremony(User user, Factor factor, byte[] nonce) {
        return new FactorChallengeView.Ceremony(
                factor.isVerified() ? "request" : "create",
                new FactorChallengeView.CredentialOptions(credentials.options(entityManager, user, factor, nonce)));
    }

    /** The oldest make room, expired or not. */
    private void forgetChallenges(Factor factor) {
        List<FactorChallenge> newest = entityManager
                .createQuery(
                        "select c from FactorChallenge c where c.factorId = :factor order by c.createdAt desc",
                        FactorChallenge.class)
                .setParameter("factor", factor.id())
                .getResultList();
        newest.stream().skip(limits.factors().challenges() - 1L).forEach(entityManager::remove);
    }

    /**
     * Proves the factor and raises the session to {@code aal2}. Who proves a factor for the first time shows that it is
     * theirs: sessions without it end, and so do the attempts to enrol others of the type.
     *
     * @param answer of the factor's type
     * @throws org.auralink.shared.RefusedException {@code mfa_factor_not_found}, {@code mfa_challenge_expired}, {@code
     *     mfa_ip_address_mismatch}, {@code mfa_verification_failed}, {@code webauthn_verification_failed}, {@code
     *     validation_failed} for the answer of another type, and as of {@link Sessions#user}
     */
    public Raised verify(
            String accessToken, UUID factorId, UUID challengeId, FactorAnswer answer, ClientAddress client) {
        SignedIn who = change(accessToken);
        Instant now = clock.instant();
        Factor factor = factor(who.user(), factorId);
        FactorChallenge challenge = challenge(who.user(), factor, challengeId, client, now);
        switch (factor.type()) {
            case TOTP -> use(factor, answer.code(), now);
            case WEBAUTHN -> credentials.prove(entityManager, who.user(), factor, challenge, answer.credential(), now);
        }
        entityManager.remove(challenge);
        return raise(who, factor, client, now);
    }

    private void use(Factor factor, String code, Instant now) {
        byte[] secret = keys.open(factor.secret(), purpose(factor.id()));
        OptionalLong step = Totp.stepOf(secret, code, now, factor.lastStep());
        if (step.isEmpty()) {
            throw unprocessable("mfa_verification_failed", "Invalid TOTP code entered");
        }
        factor.used(step.getAsLong());
    }

    private FactorChallenge challenge(User user, Factor factor, UUID challengeId, ClientAddress client, Instant now) {
        FactorChallenge challenge = entityManager.find(FactorChallenge.class, challengeId);
        if (challenge == null || !challenge.isOf(factor)) {
            throw unprocessable("mfa_factor_not_found", "MFA factor with the provided challenge ID not found");
        }
        if (!challenge.isFrom(KnownNetworks.hash(user.id(), client))) {
            throw unprocessable("mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch.");
        }
        if (challenge.isOver(now)) {
            throw unprocessable(
                    "mfa_challenge_expired",
                    "MFA challenge " + challengeId
                            + " has expired, verify against another challenge or create a new challenge.");
        }
        return challenge;
    }

    private Raised raise(SignedIn who, Factor factor, ClientAddress client, Instant now) {
        List<Session> ending = List.of();
        boolean isNew = !factor.isVerified();
        if (isNew) {
            factor.verified(now);
            ending = entityManager
                    .createQuery(
                            "select s from Session s where s.userId = :user and s.sessionId <> :session and s.aal = 'aal1'",
                            Session.class)
                    .setParameter("user", who.user().id().value())
                    .setParameter("session", who.session().id())
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getResultList();
            ending.forEach(entityManager::remove);
            of(entityManager, who.user()).stream()
                    .filter(other -> !other.isVerified() && other.type() == factor.type())
                    .forEach(entityManager::remove);
        }
        IssuedTokens tokens = chain.raise(entityManager, who.user(), who.session(), factor, now);
        AccountAudit.write(
                entityManager,
                who.user(),
                isNew ? AccountEvent.FACTOR_ADDED : AccountEvent.FACTOR_PROVED,
                Map.of("type", factor.type().word()),
                client,
                now);
        return new Raised(
                SessionView.of(tokens, Sessions.identities(entityManager, who.user()), of(entityManager, who.user())),
                new Sessions.Ended(
                        who.user().id(), ending.stream().map(Session::id).toList()));
    }

    /**
     * Removes a factor; the sessions that it raised fall back to {@code aal1}.
     *
     * @return whose it was
     * @throws org.auralink.shared.RefusedException {@code mfa_factor_not_found}, {@code insufficient_aal} for a verified
     *     one without a second factor, and as of {@link Sessions#user}
     */
    public UserId remove(String accessToken, UUID factorId) {
        SignedIn who = change(accessToken);
        Factor factor = factor(who.user(), factorId);
        if (factor.isVerified() && !who.session().isRaised()) {
            throw unprocessable("insufficient_aal", "AAL2 required to unenroll verified factor");
        }
        remove(entityManager, factor);
        AccountAudit.write(
                entityManager,
                who.user(),
                AccountEvent.FACTOR_REMOVED,
                Map.of("type", factor.type().word()),
                null,
                clock.instant());
        return who.user().id();
    }

    static void remove(EntityManager entityManager, Factor factor) {
        entityManager
                .createQuery("select s from Session s where s.factorId = :factor", Session.class)
                .setParameter("factor", factor.id())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .forEach(Session::fallBack);
        entityManager.flush();
        entityManager.remove(factor);
    }

    /** All of a person, the oldest first. */
    static List<Factor> of(EntityManager entityManager, User user) {
        return entityManager
                .createQuery(
                        "select f from Factor f where f.userId = :user order by f.createdAt, f.factorId", Factor.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }

    /** Those of each of them; who has none is not there. */
    static Map<UserId, List<Factor>> of(EntityManager entityManager, List<User> users) {
        return entityManager
                .createQuery(
                        "select f from Factor f where f.userId in :users order by f.createdAt, f.factorId",
                        Factor.class)
                .setParameter(
                        "users", users.stream().map(user -> user.id().value()).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(Factor::user));
    }

    /** Has the person a second factor that this session has not shown? */
    static boolean isOwed(EntityManager entityManager, SignedIn who) {
        return !who.session().isRaised()
                && of(entityManager, who.user()).stream().anyMatch(Factor::isVerified);
    }

    private SignedIn change(String accessToken) {
        TenancyContext.enterAsService(entityManager);
        SignedIn who = SignedIn.toChange(entityManager, verifier.verify(accessToken), clock.instant());
        who.refuseAnonymous();
        return who;
    }

    private Factor factor(User user, UUID factorId) {
        Factor factor = entityManager.find(Factor.class, factorId, LockModeType.PESSIMISTIC_WRITE);
        if (factor == null || !factor.isOf(user.id())) {
            throw notFound().asException();
        }
        return factor;
    }

    static RuntimeException nameTaken(String name) {
        return unprocessable(
                "mfa_factor_name_conflict",
                "A factor with the friendly name \"" + name + "\" for this user already exists");
    }

    static Refusal notFound() {
        return new Refusal.NotFound("mfa_factor_not_found", "Factor not found");
    }

    private static String purpose(UUID factor) {
        return "mfa_factors.secret " + factor;
    }

    private static RuntimeException unprocessable(String code, String detail) {
        return new Refusal.Unprocessable(code, detail, List.of()).asException();
    }
}
