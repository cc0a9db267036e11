package org.auralink.webhooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Permission;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.auralink.webhooks.control.AddressRules;
import org.auralink.webhooks.entity.EndpointSecret;
import org.auralink.webhooks.entity.EndpointUrl;
import org.auralink.webhooks.entity.EventFilter;
import org.auralink.webhooks.entity.Limits;
import org.auralink.webhooks.entity.SigningSecret;
import org.auralink.webhooks.entity.WebhookEndpoint;
import org.jspecify.annotations.Nullable;

/** The endpoints of an organization, for those who run it. Sends nothing by itself. */
@Stateless
public class WebhookEndpoints {
    private final SecureRandom random = new SecureRandom();

    @PersistenceContext(unitName = "webhooks")
    EntityManager entityManager;

    @Inject
    AddressRules rules;

    @Inject
    Clock clock;

    /**
     * Makes an endpoint, once for all requests with the same key, with a secret that is told this once: who asks again is
     * told of the endpoint without it, because nobody may read it later.
     *
     * @param key null when the client sent none
     * @throws org.auralink.shared.RefusedException invalid, naming the field; limit exceeded; forbidden; conflict, when the
     *     key came with another request before
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public Made create(Caller caller, NewWebhookEndpoint wanted, @Nullable IdempotencyKey key) {
        Draft draft = checked(wanted);
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        List<WebhookEndpointView> told = new ArrayList<>();
        Made made = OneEffect.of(entityManager, caller, key, clock.instant(), () -> {
            WebhookEndpoint endpoint = make(caller, draft);
            told.add(WebhookEndpointView.of(endpoint, secret(endpoint, null, clock.instant())));
            return Made.of(endpoint.id().toString(), WebhookEndpointView.of(endpoint));
        });
        return told.isEmpty() ? made : Made.of(made.id(), told.get(0));
    }

    /** An endpoint that is made each time, for callers that are no clients. */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookEndpointView create(Caller caller, NewWebhookEndpoint wanted) {
        Draft draft = checked(wanted);
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        WebhookEndpoint endpoint = make(caller, draft);
        return WebhookEndpointView.of(endpoint, secret(endpoint, null, clock.instant()));
    }

    /** What is wanted, once it is known to be good. */
    private record Draft(URI url, String description, EventFilter filter, boolean enabled) {}

    private Draft checked(NewWebhookEndpoint wanted) {
        return new Draft(
                permitted(wanted.url()),
                description(wanted.description()),
                EventFilter.of(wanted.events()),
                wanted.enabled() == null || wanted.enabled());
    }

    private WebhookEndpoint make(Caller caller, Draft draft) {
        requireRoom(caller);
        var endpoint = new WebhookEndpoint(
                caller.organizationId(),
                draft.url(),
                draft.description(),
                draft.filter(),
                draft.enabled(),
                clock.instant());
        entityManager.persist(endpoint);
        // Also because the secret refers to it.
        audit(caller, endpoint, "webhook_endpoint.created");
        return endpoint;
    }

    /** Those of the caller's active organization, newest first. */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookEndpointPage list(Caller caller, @Nullable String cursor, @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        List<WebhookEndpoint> found = entityManager
                .createQuery(
                        "select e from WebhookEndpoint e where e.organizationId = :organization"
                                + " and (e.createdAt < :at or (e.createdAt = :at and e.endpointId < :id))"
                                + " order by e.createdAt desc, e.endpointId desc",
                        WebhookEndpoint.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(most + 1)
                .getResultList();
        List<WebhookEndpoint> page = found.subList(0, Math.min(most, found.size()));
        WebhookEndpoint last = found.size() > most ? page.get(page.size() - 1) : null;
        return new WebhookEndpointPage(
                page.stream().map(WebhookEndpointView::of).toList(),
                last == null ? null : new PageCursor(last.createdAt(), last.id()).text());
    }

    /** @throws org.auralink.shared.RefusedException not found, also when it is another organization's; forbidden */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookEndpointView get(Caller caller, String id) {
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        return WebhookEndpointView.of(find(entityManager, caller, id, LockModeType.NONE));
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming the field; not found; forbidden */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookEndpointView change(Caller caller, String id, WebhookEndpointChange change) {
        URI url = change.url() == null ? null : permitted(change.url());
        String description = change.description() == null ? null : description(change.description());
        EventFilter filter = change.events() == null ? null : EventFilter.of(change.events());
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        WebhookEndpoint endpoint = find(entityManager, caller, id, LockModeType.PESSIMISTIC_WRITE);
        if (url != null) {
            endpoint.moveTo(url);
        }
        if (description != null) {
            endpoint.describe(description);
        }
        if (filter != null) {
            endpoint.tell(filter);
        }
        if (change.enabled() != null) {
            endpoint.enable(change.enabled());
        }
        audit(caller, endpoint, "webhook_endpoint.changed");
        return WebhookEndpointView.of(endpoint);
    }

    /** Forgets it, with all that waits for it, its log and its dead letters. */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public void remove(Caller caller, String id) {
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        WebhookEndpoint endpoint = find(entityManager, caller, id, LockModeType.PESSIMISTIC_WRITE);
        entityManager.remove(endpoint);
        audit(caller, endpoint, "webhook_endpoint.removed");
    }

    /**
     * Gives it another secret, which is told this once. The one before is used beside it for a while, so that receivers can
     * be changed one after the other.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the field; not found; forbidden
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public WebhookEndpointView rotateSecret(Caller caller, String id, @Nullable SecretRotation rotation) {
        Duration overlap = new SecretRotation(rotation == null ? null : rotation.overlapSeconds()).overlap();
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        WebhookEndpoint endpoint = find(entityManager, caller, id, LockModeType.PESSIMISTIC_WRITE);
        Instant now = clock.instant();
        audit(caller, endpoint, "webhook_endpoint.secret_rotated");
        return WebhookEndpointView.of(endpoint, secret(endpoint, overlap.isZero() ? null : now.plus(overlap), now));
    }

    private void audit(Caller caller, WebhookEndpoint endpoint, String action) {
        Audit.write(
                entityManager,
                caller,
                caller.organizationId(),
                clock.instant(),
                action,
                "webhook_endpoint",
                endpoint.id(),
                Map.of());
    }

    private SigningSecret secret(WebhookEndpoint endpoint, @Nullable Instant previousUntil, Instant now) {
        SigningSecret secret = SigningSecret.fresh(random);
        entityManager.persist(new EndpointSecret(endpoint, secret, previousUntil, now));
        entityManager.flush();
        return secret;
    }

    /** An address in a URL is judged at once; a name when it is used, because it may lead elsewhere by then. */
    private URI permitted(@Nullable String text) {
        URI url = EndpointUrl.check(text);
        boolean plain = "http".equalsIgnoreCase(url.getScheme());
        if (plain && !rules.allowsNetworks()) {
            throw Refusal.invalid("url", "must begin with https://.").asException();
        }
        String host = url.getHost();
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        if (literal && !permitted(host, plain)) {
            throw Refusal.invalid(
                            "url",
                            "must not lead to an address outside of the public internet that the operator has not"
                                    + " allowed.")
                    .asException();
        }
        return url;
    }

    private boolean permitted(String literal, boolean plain) {
        try {
            String bare = literal.startsWith("[") ? literal.substring(1, literal.length() - 1) : literal;
            InetAddress address = InetAddress.getByName(bare);
            return plain ? rules.isAllowed(address) : rules.permit(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String description(@Nullable String text) {
        String description = text == null ? "" : text;
        String objection = PlainText.objectionToLine(description);
        if (objection != null) {
            throw Refusal.invalid("description", objection).asException();
        }
        if (description.codePointCount(0, description.length()) > Limits.DESCRIPTION_LENGTH) {
            throw Refusal.invalid("description", "may have at most " + Limits.DESCRIPTION_LENGTH + " characters.")
                    .asException();
        }
        return description;
    }

    private void requireRoom(Caller caller) {
        long have = entityManager
                .createQuery(
                        "select count(e) from WebhookEndpoint e where e.organizationId = :organization", Long.class)
                .setParameter("organization", caller.organizationId().value())
                .getSingleResult();
        if (have >= Limits.ENDPOINTS) {
            throw Refusal.limitExceeded("An organization may have at most " + Limits.ENDPOINTS
                            + " webhook endpoints. Remove one first.")
                    .asException();
        }
    }

    /** An endpoint of the caller's active organization. */
    static WebhookEndpoint find(EntityManager entityManager, Caller caller, String id, LockModeType lock) {
        UUID parsed = Ids.parse(id);
        WebhookEndpoint endpoint = parsed == null ? null : entityManager.find(WebhookEndpoint.class, parsed, lock);
        if (endpoint == null
                || !endpoint.organization().equals(caller.organizationId().value())) {
            throw Refusal.notFound("There is no such webhook endpoint.").asException();
        }
        return endpoint;
    }
}
