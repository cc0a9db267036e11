package org.auralink.oauth.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.boundary.ClientSessions;
import org.auralink.oauth.control.ClientCredentials;
import org.auralink.oauth.entity.AuthMethod;
import org.auralink.oauth.entity.ClientDescription;
import org.auralink.oauth.entity.Limits;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.oauth.entity.Secret;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** Other systems in the database. Whether somebody may register or change one is asked before. */
@Stateless
public class OAuthClients {
    @PersistenceContext(unitName = "oauth")
    private EntityManager entityManager;

    @Inject
    private ClientSessions sessions;

    @Inject
    private Clock clock;

    public ClientPage page(int page, int perPage) {
        TenancyContext.enterAsService(entityManager);
        List<ClientView> clients = entityManager
                .createQuery("select c from OAuthClient c order by c.createdAt desc, c.clientId", OAuthClient.class)
                .setFirstResult((page - 1) * perPage)
                .setMaxResults(perPage)
                .getResultStream()
                .map(ClientView::of)
                .toList();
        return new ClientPage(clients, count(""), page, perPage);
    }

    /**
     * @param dynamic whether it registers itself
     * @throws RefusedException {@code limit_exceeded}, when there are too many
     */
    public ClientView create(ClientWish wish, boolean dynamic) {
        ClientDescription description = ClientWishes.ofNew(wish);
        TenancyContext.enterAsService(entityManager);
        if (count("") >= Limits.CLIENTS
                || dynamic && count(" where c.registrationType = 'dynamic'") >= Limits.DYNAMIC_CLIENTS) {
            throw Refusal.limitExceeded("There are as many clients as there may be. Remove some.")
                    .asException();
        }
        @Nullable Secret secret = description.authMethod() == AuthMethod.NONE ? null : Secret.random();
        var client = new OAuthClient(description, dynamic, secret, clock.instant());
        entityManager.persist(client);
        return ClientView.of(client, secret);
    }

    /** @throws RefusedException {@code oauth_client_not_found} */
    public ClientView get(UUID id) {
        TenancyContext.enterAsService(entityManager);
        return ClientView.of(existing(id));
    }

    /** @throws RefusedException {@code oauth_client_not_found}; {@code validation_failed}, naming the field */
    public ClientView change(UUID id, ClientWish wish) {
        TenancyContext.enterAsService(entityManager);
        OAuthClient client = existing(id);
        client.change(ClientWishes.ofChange(client, wish), clock.instant());
        return ClientView.of(client);
    }

    /**
     * It goes, with what people agreed to, and with its sessions.
     *
     * @return the sessions that are over
     * @throws RefusedException {@code oauth_client_not_found}
     */
    public List<UUID> delete(UUID id) {
        TenancyContext.enterAsService(entityManager);
        OAuthClient client = existing(id);
        List<UUID> ended = sessions.ofClient(id);
        entityManager.remove(client);
        entityManager.flush();
        return ended;
    }

    /** @throws RefusedException {@code oauth_client_not_found}; {@code validation_failed} for a public client */
    public ClientView replaceSecret(UUID id) {
        TenancyContext.enterAsService(entityManager);
        OAuthClient client = existing(id);
        if (!client.isConfidential()) {
            throw new Refusal.Invalid("validation_failed", "Cannot regenerate secret for public client", List.of())
                    .asException();
        }
        Secret secret = Secret.random();
        client.replaceSecret(secret, clock.instant());
        return ClientView.of(client, secret);
    }

    /** @throws RefusedException {@code invalid_client} */
    public OAuthClient authenticated(ClientCredentials credentials) {
        TenancyContext.enterAsService(entityManager);
        return credentials.judge(find(credentials.client()));
    }

    /** Of a request that nobody has proved to be the client's. */
    public Optional<OAuthClient> find(UUID id) {
        TenancyContext.enterAsService(entityManager);
        return Optional.ofNullable(entityManager.find(OAuthClient.class, id));
    }

    private OAuthClient existing(UUID id) {
        OAuthClient client = entityManager.find(OAuthClient.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (client == null) {
            throw new Refusal.NotFound("oauth_client_not_found", "OAuth client not found").asException();
        }
        return client;
    }

    private long count(String which) {
        return entityManager
                .createQuery("select count(c) from OAuthClient c" + which, Long.class)
                .getSingleResult();
    }
}
