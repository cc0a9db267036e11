package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.KnownNetworks;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.identity.entity.User;
import org.auralink.mail.boundary.Mail;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.Refusal;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;

/**
 * The way back for the owner of an account whose password strangers guess: a link by mail. It does not give the strangers
 * more guesses; it makes the place where it is opened one from which the owner signed in before, whose failures are counted
 * apart.
 */
@Stateless
public class Unlocks {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Mails mails;

    @Inject
    private AccountSettings settings;

    @Inject
    private OneTimeTokens tokens;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /**
     * Sends the link, if there is such an account. How often is for the caller to limit.
     *
     * @return whether there is
     */
    public boolean offer(EmailAddress address) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        Optional<User> owner = entityManager
                .createQuery("select u from User u where u.email = :email", User.class)
                .setParameter("email", address.value())
                .getResultStream()
                .findFirst()
                .filter(user -> user.isWelcome(now) && user.emailConfirmedAt() != null);
        owner.ifPresent(user -> {
            OneTimeTokens.Issued issued =
                    tokens.issue(entityManager, user.id(), OneTimeTokenKind.UNLOCK, address, Optional.empty(), now);
            mails.send(new Mail(
                    address.value(),
                    new Mail.UnlockAccount(settings.authUrl() + "/unlock?token=" + issued.token()),
                    limits.mailed().link()));
        });
        return owner.isPresent();
    }

    /**
     * @param token of the link
     * @param client where it was opened
     * @throws org.auralink.shared.RefusedException {@code otp_expired}
     */
    public void lift(String token, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        OneTimeTokens.Redeemed redeemed = tokens.redeemToken(entityManager, Set.of(OneTimeTokenKind.UNLOCK), token, now)
                .orElseThrow(() ->
                        new Refusal.Forbidden("otp_expired", "Email link is invalid or has expired").asException());
        KnownNetworks.remember(entityManager, redeemed.user(), client, now);
    }
}
