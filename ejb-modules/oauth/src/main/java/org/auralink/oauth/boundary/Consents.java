package org.auralink.oauth.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.boundary.ClientSessions;
import org.auralink.identity.boundary.Consenting;
import org.auralink.identity.boundary.Sessions;
import org.auralink.oauth.entity.Consent;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;

/** What people agreed to give to clients, in the database. */
@Stateless
public class Consents {
    /** Of one answer: there are no more clients than that. */
    private static final int MOST = 1_000;

    @PersistenceContext(unitName = "oauth")
    private EntityManager entityManager;

    @Inject
    private ClientSessions people;

    /** @throws org.auralink.shared.RefusedException as of {@link ClientSessions#consenting} */
    public List<OAuthGrant> of(String accessToken) {
        TenancyContext.enterAsService(entityManager);
        Consenting person = people.consenting(accessToken);
        return entityManager
                .createQuery(
                        "select g, c from Consent g join OAuthClient c on c.clientId = g.clientId"
                                + " where g.userId = :user order by g.grantedAt desc, g.clientId",
                        Object[].class)
                .setParameter("user", person.user().value())
                .setMaxResults(MOST)
                .getResultStream()
                .map(row -> {
                    Consent consent = (Consent) row[0];
                    return new OAuthGrant(
                            ClientSummary.of((OAuthClient) row[1]), consent.scopes(), consent.grantedAt());
                })
                .toList();
    }

    /**
     * The client has nothing of the person any more: no consent, no code, no session.
     *
     * @return the sessions that are over
     * @throws org.auralink.shared.RefusedException {@code oauth_consent_not_found}; as of {@link ClientSessions#consenting}
     */
    public Sessions.Ended revoke(String accessToken, UUID client) {
        TenancyContext.enterAsService(entityManager);
        Consenting person = people.consenting(accessToken);
        Consent consent = entityManager.find(Consent.class, new Consent.Key(person.user(), client));
        if (consent == null) {
            throw new Refusal.NotFound("oauth_consent_not_found", "No active grant found for this client")
                    .asException();
        }
        entityManager.remove(consent);
        entityManager
                .createQuery("delete from Authorization a where a.userId = :user and a.clientId = :client")
                .setParameter("user", person.user().value())
                .setParameter("client", client)
                .executeUpdate();
        return people.end(person.user(), client);
    }
}
