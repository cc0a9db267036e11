package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.auralink.identity.control.ForeignToken;
import org.auralink.identity.control.FreeNames;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.control.TokenIssuer;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.User;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.boundary.Organizations;

/** People whose accounts a Supabase project keeps, as this server knows them: by the same id. */
@Stateless
public class ForeignAccounts {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Organizations organizations;

    @Inject
    private ReservedNames names;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /**
     * Somebody who is known here.
     *
     * @param appMetadata what this server says about the person, in place of what the project says
     */
    public record Known(OrganizationId organization, Map<String, Object> appMetadata) {
        public Known {
            appMetadata = Map.copyOf(appMetadata);
        }
    }

    /**
     * Who is seen for the first time gets a row, an AuraID and a personal organization. Their address counts as confirmed:
     * the project decides whom it lets in.
     *
     * @throws RefusedException {@code user_banned} for whom this server's administrators have banned; conflict, when the
     *     address belongs to another account here
     */
    public Known arrive(ForeignToken token) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = entityManager.find(User.class, token.user().value());
        if (user == null) {
            user = make(token, now);
        }
        if (!user.isWelcome(now)) {
            throw new Refusal.Forbidden("user_banned", "The account is banned on this server.").asException();
        }
        return new Known(user.organization(), TokenIssuer.appMetadata(user));
    }

    private User make(ForeignToken token, Instant now) {
        Optional<EmailAddress> email = token.email().map(EmailAddress::of);
        email.ifPresent(this::refuseTaken);
        Map<String, Object> said = accepted(token.userMetadata());
        AuraName name = FreeNames.choose(entityManager, name(said, email), now);
        User user = User.nameless(name, said, now).withId(token.user().value());
        email.ifPresent(address -> user.giveEmail(address, true, now));
        entityManager.persist(user);
        entityManager.flush();
        user.livesIn(organizations.createPersonal(user.id(), user.name()));
        entityManager.flush();
        return user;
    }

    private void refuseTaken(EmailAddress email) {
        long taken = entityManager
                .createQuery("select count(u) from User u where u.email = :email", Long.class)
                .setParameter("email", email.value())
                .getSingleResult();
        if (taken > 0) {
            throw Refusal.conflict(
                            "Your e-mail address belongs to another account of this server. Ask who operates it.")
                    .asException();
        }
    }

    /** What the project lets people say may be more than is kept here; that is no reason to keep them out. */
    private Map<String, Object> accepted(Map<String, Object> said) {
        try {
            return UserData.accept(said, limits.userData());
        } catch (RefusedException tooMuch) {
            return Map.of();
        }
    }

    private AuraName name(Map<String, Object> said, Optional<EmailAddress> email) {
        String wish = said.get("username") instanceof String text ? text : null;
        try {
            return email.map(address -> names.choose(wish, address)).orElseGet(AuraName::nameless);
        } catch (RefusedException reserved) {
            return email.map(address -> names.choose(null, address)).orElseGet(AuraName::nameless);
        }
    }
}
