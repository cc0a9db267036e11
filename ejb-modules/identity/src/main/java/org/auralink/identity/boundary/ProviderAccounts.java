package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.FlowStates;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.ProviderLogins;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.control.oidc.ExternalIdentity;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Credential;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.User;
import org.auralink.mail.boundary.Mail;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Whose account it is that a provider vouches for, in the database. An account is found by the provider's subject, which
 * never changes; the first time by an address that the provider has verified, and only where the account's own address was
 * proved too: else whoever signed up with somebody's address would wait in the account for its owner.
 */
@Stateless
public class ProviderAccounts {
    /** In GoTrue's words, in {@code amr}. */
    private static final String METHOD = "oauth";

    /** A notice is read within a day, or not at all. */
    private static final Duration NOTICE = Duration.ofDays(1);

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Accounts accounts;

    @Inject
    private FlowStates flows;

    @Inject
    private SessionChain sessions;

    @Inject
    private OneTimeTokens tokens;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Mails mails;

    @Inject
    private IdentitySettings settings;

    @Inject
    private Clock clock;

    /**
     * Somebody goes to a provider.
     *
     * @param accessToken of who adds the provider to their account; empty for a sign-in
     * @throws RefusedException for an access token that opens nothing
     */
    public ProviderLogins.Begun begin(String provider, Landing landing, Optional<String> accessToken) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        Optional<UserId> links = accessToken.map(token ->
                Sessions.currentUser(entityManager, verifier.verify(token), now).id());
        return ProviderLogins.begin(
                entityManager,
                provider,
                landing.target(),
                landing.challenge().map(challenge -> flows.begin(entityManager, challenge, METHOD, now)),
                links,
                now);
    }

    /** Somebody comes back; the state is used up by that, whatever comes of it. */
    public Optional<ProviderLogins.Pending> take(String state) {
        TenancyContext.enterAsService(entityManager);
        return ProviderLogins.take(entityManager, state, clock.instant());
    }

    /**
     * The provider says who it is.
     *
     * @param account to be made when there is none; empty when none is to be made
     * @throws RefusedException {@code provider_email_needs_verification}, {@code email_exists}, {@code signup_disabled},
     *     {@code identity_already_exists}, {@code user_banned}
     */
    public Verified arrived(
            ProviderLogins.Pending pending, ExternalIdentity who, Optional<NewAccount> account, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = pending.links() == null ? owner(who, account, now) : linked(pending.links(), who, client, now);
        if (pending.flow() != null) {
            return new Verified.ForClient(flows.prove(entityManager, pending.flow(), user.id(), now));
        }
        return new Verified.SignedIn(opened(user, client, now));
    }

    /** The same for an application that asked the provider itself. Throws like {@link #arrived}. */
    public SessionView signIn(ExternalIdentity who, Optional<NewAccount> account, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        return opened(owner(who, account, now), client, now);
    }

    /**
     * Takes a way to sign in away from one's account.
     *
     * @return whose account it is
     * @throws RefusedException {@code identity_not_found}, {@code single_identity_not_deletable}
     */
    public UserId unlink(String accessToken, UUID identityId) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = locked(Sessions.currentUser(entityManager, verifier.verify(accessToken), now)
                .id());
        List<Identity> known = identities(user);
        Identity former = known.stream()
                .filter(identity -> identity.identityId().equals(identityId))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("identity_not_found", "Identity doesn't exist").asException());
        if (known.size() == 1) {
            throw new Refusal.Unprocessable(
                            "single_identity_not_deletable",
                            "User must have at least 1 identity after unlinking",
                            List.of())
                    .asException();
        }
        entityManager.remove(former);
        if (former.isOfEmail()) {
            forgetPassword(user);
        }
        boolean another =
                known.stream().anyMatch(it -> it != former && it.provider().equals(former.provider()));
        if (!another) {
            user.signsInNoMoreWith(former.provider(), now);
        }
        tell(user, Mail.Change.IDENTITY_UNLINKED);
        AccountAudit.write(
                entityManager, user, AccountEvent.PROVIDER_UNLINKED, Map.of("provider", former.provider()), null, now);
        return user.id();
    }

    private User owner(ExternalIdentity who, Optional<NewAccount> account, Instant now) {
        Optional<Identity> known = known(who);
        if (known.isPresent()) {
            User user = locked(new UserId(known.get().userId()));
            SignedIn.refuseBanned(user, now);
            known.get().signsIn(who.data(), now);
            return user;
        }
        EmailAddress email = proved(who)
                .orElseThrow(() -> new Refusal.Forbidden(
                                "provider_email_needs_verification",
                                "Unverified email with " + who.provider() + ". Verify the email with " + who.provider()
                                        + " in order to sign in")
                        .asException());
        User user = byEmail(email)
                .map(present -> joined(present, now))
                .orElseGet(() -> locked(
                        accounts.registerAtProvider(account.orElseThrow(ProviderAccounts::closed), who.provider())));
        entityManager.persist(Identity.ofProvider(user, who.provider(), who.subject(), who.data(), now));
        user.vouchedFor(who.provider(), email, now);
        return user;
    }

    /** Somebody's account with the same address becomes the provider's, too. */
    private User joined(User present, Instant now) {
        User user = locked(present.id());
        SignedIn.refuseBanned(user, now);
        if (settings.autoconfirm()) {
            // Here nobody proved their address who signed up with a password.
            throw new Refusal.Unprocessable(
                            "email_exists",
                            "There is an account with this email address already. Sign in to it, and link the provider.",
                            List.of())
                    .asException();
        }
        if (user.emailConfirmedAt() == null) {
            // Whoever signed up with it may have been somebody else: their password and links open nothing from here
            // on.
            forgetPassword(user);
            tokens.forget(entityManager, user.id());
        }
        tell(user, Mail.Change.IDENTITY_LINKED);
        return user;
    }

    private User linked(UserId id, ExternalIdentity who, ClientAddress client, Instant now) {
        User user = locked(id);
        SignedIn.refuseBanned(user, now);
        Optional<Identity> known = known(who);
        if (known.isPresent()) {
            throw new Refusal.Unprocessable(
                            "identity_already_exists",
                            known.get().userId().equals(id.value())
                                    ? "Identity is already linked"
                                    : "Identity is already linked to another user",
                            List.of())
                    .asException();
        }
        entityManager.persist(Identity.ofProvider(user, who.provider(), who.subject(), who.data(), now));
        EmailAddress free =
                proved(who).filter(email -> byEmail(email).isEmpty()).orElse(null);
        user.vouchedFor(who.provider(), free, now);
        tell(user, Mail.Change.IDENTITY_LINKED);
        AccountAudit.write(
                entityManager, user, AccountEvent.PROVIDER_LINKED, Map.of("provider", who.provider()), client, now);
        return user;
    }

    /** An address that the provider says is theirs, in the form in which accounts have it. */
    private static Optional<EmailAddress> proved(ExternalIdentity who) {
        if (!who.emailVerified()) {
            return Optional.empty();
        }
        try {
            return Optional.of(EmailAddress.of(who.email()));
        } catch (RefusedException noAddress) {
            return Optional.empty();
        }
    }

    private void forgetPassword(User user) {
        Credential former = entityManager.find(Credential.class, user.id().value());
        if (former != null) {
            entityManager.remove(former);
        }
    }

    private void tell(User user, Mail.Change change) {
        if (user.emailConfirmedAt() != null && !user.email().isEmpty()) {
            mails.send(new Mail(user.email(), new Mail.Notice(change), NOTICE));
        }
    }

    private SessionView opened(User user, ClientAddress client, Instant now) {
        return SessionView.of(
                sessions.open(entityManager, user, METHOD, client, now),
                identities(user),
                Factors.of(entityManager, user));
    }

    private User locked(UserId id) {
        User user = entityManager.find(User.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (user == null) {
            throw new Refusal.Forbidden("user_not_found", "User from sub claim in JWT does not exist").asException();
        }
        return user;
    }

    private Optional<Identity> known(ExternalIdentity who) {
        return entityManager
                .createQuery(
                        "select i from Identity i where i.provider = :provider and i.providerId = :subject",
                        Identity.class)
                .setParameter("provider", who.provider())
                .setParameter("subject", who.subject())
                .getResultStream()
                .findFirst();
    }

    private Optional<User> byEmail(EmailAddress email) {
        return entityManager
                .createQuery("select u from User u where u.email = :email", User.class)
                .setParameter("email", email.value())
                .getResultStream()
                .findFirst();
    }

    private List<Identity> identities(User user) {
        return entityManager
                .createQuery("select i from Identity i where i.userId = :user order by i.createdAt", Identity.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }

    private static RefusedException closed() {
        return new Refusal.Unprocessable("signup_disabled", "Signups not allowed for this instance", List.of())
                .asException();
    }
}
