package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.auralink.media.boundary.LiveKitSecrets;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.auralink.tenancy.entity.ApiKey;
import org.auralink.tenancy.entity.KeyDraft;
import org.auralink.tenancy.entity.KeySecret;
import org.auralink.tenancy.entity.Limits;
import org.auralink.tenancy.entity.Organization;
import org.jspecify.annotations.Nullable;

/**
 * Keys with which programs act in one organization: for the member who made them, with no more than their scopes, which
 * the policies of the database hold them to in every transaction. A key that is revoked has no rights from then on.
 */
@Stateless
public class ApiKeys {
    private final SecureRandom random = new SecureRandom();

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    LiveKitSecrets livekit;

    @Inject
    Clock clock;

    /**
     * Makes a key, once for all requests with the same idempotency key, and tells it this once: who asks again is told of
     * it without the secret.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the field; not found; forbidden; limit exceeded
     */
    @RequiresPermission(Permission.KEYS_MANAGE)
    public Made create(Caller caller, String organizationId, NewApiKey wanted, @Nullable IdempotencyKey once) {
        KeyDraft draft = wanted.checked(clock.instant());
        Organization organization = entered(caller, organizationId, LockModeType.PESSIMISTIC_WRITE);
        List<ApiKeyView> told = new ArrayList<>();
        Made made = OneEffect.of(entityManager, caller, once, clock.instant(), () -> {
            requireRoom(organization);
            KeySecret secret = KeySecret.fresh(random);
            var key = new ApiKey(organization.id(), caller.userId(), draft, secret, clock.instant());
            entityManager.persist(key);
            audit(caller, key, "api_key.created", Map.of("scopes", String.join(" ", key.scopes())));
            told.add(ApiKeyView.of(key, secret, livekit));
            return Made.of(key.id().toString(), ApiKeyView.of(key));
        });
        return told.isEmpty() ? made : Made.of(made.id(), told.get(0));
    }

    /**
     * Newest first, revoked ones too.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @RequiresPermission(Permission.KEYS_MANAGE)
    public ApiKeyPage list(Caller caller, String organizationId, @Nullable String cursor, @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        Organization organization = entered(caller, organizationId, LockModeType.NONE);
        List<ApiKey> found = entityManager
                .createQuery(
                        "select k from ApiKey k where k.organizationId = :organization"
                                + " and (k.createdAt < :at or (k.createdAt = :at and k.keyId < :id))"
                                + " order by k.createdAt desc, k.keyId desc",
                        ApiKey.class)
                .setParameter("organization", organization.id().value())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(most + 1)
                .getResultList();
        List<ApiKey> page = found.subList(0, Math.min(most, found.size()));
        ApiKey last = found.size() > most ? page.get(page.size() - 1) : null;
        return new ApiKeyPage(
                page.stream().map(key -> ApiKeyView.of(key)).toList(),
                last == null ? null : new PageCursor(last.createdAt(), last.id()).text());
    }

    /**
     * Replaces what it is known by, and tells the new one this once; scopes, rate and end stay. The one before works on for
     * a while, so that programs can be changed one after the other.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the field; not found; forbidden; conflict when it is
     *     revoked or has expired
     */
    @RequiresPermission(Permission.KEYS_MANAGE)
    public ApiKeyView rotate(Caller caller, String organizationId, String keyId, KeyRotation rotation) {
        Duration overlap = rotation.overlap();
        ApiKey key = find(entered(caller, organizationId, LockModeType.PESSIMISTIC_WRITE), keyId);
        Instant now = clock.instant();
        if (!key.isGood(now)) {
            throw Refusal.conflict("This key works no more. Make another one.").asException();
        }
        KeySecret secret = KeySecret.again(key.prefix(), random);
        key.replace(secret, now.plus(overlap), now);
        audit(caller, key, "api_key.rotated", Map.of());
        return ApiKeyView.of(key, secret, livekit);
    }

    /**
     * From now on it has no rights; one that is revoked stays so.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @RequiresPermission(Permission.KEYS_MANAGE)
    public void revoke(Caller caller, String organizationId, String keyId) {
        ApiKey key = find(entered(caller, organizationId, LockModeType.PESSIMISTIC_WRITE), keyId);
        key.revoke(clock.instant());
        audit(caller, key, "api_key.revoked", Map.of());
    }

    /**
     * Whose a key is that a request came with.
     *
     * @throws org.auralink.shared.RefusedException not authenticated, the same for every key that does not work
     */
    public KnownKey authenticate(String text) {
        KeySecret secret = KeySecret.parse(text).orElseThrow(ApiKeys::unknown);
        byte[] sent = secret.hash();
        return authenticate(secret.prefix(), hash -> MessageDigest.isEqual(hash, sent));
    }

    /**
     * Whose a key is that a request was signed with, not sent.
     *
     * @param prefix by which the key is found
     * @param opens whether the request fits a key of this hash
     * @throws org.auralink.shared.RefusedException not authenticated, the same for every key that does not work
     */
    public KnownKey authenticate(String prefix, Predicate<byte[]> opens) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        ApiKey key = entityManager
                .createQuery("select k from ApiKey k where k.prefix = :prefix", ApiKey.class)
                .setParameter("prefix", prefix)
                .getResultStream()
                .filter(found -> found.opensWith(opens, now))
                .findFirst()
                .orElseThrow(ApiKeys::unknown);
        if (key.isUsedAnew(now)) {
            key.used(now);
        }
        String claims =
                "{\"sub\":\"" + key.maker().value() + "\",\"role\":\"authenticated\",\"api_key\":\"" + key.id() + "\"}";
        return new KnownKey(
                new Caller(key.maker(), key.organization(), claims, true, ""),
                key.id().toString(),
                key.ratePerMinute());
    }

    private void audit(Caller caller, ApiKey key, String action, Map<String, String> detail) {
        Audit.write(entityManager, caller, key.organization(), clock.instant(), action, "api_key", key.id(), detail);
    }

    private static RuntimeException unknown() {
        return Refusal.notAuthenticated("The API key is not accepted: it is unknown, expired or revoked.")
                .asException();
    }

    private Organization entered(Caller caller, String organizationId, LockModeType lock) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        Organization organization =
                new Belonging(entityManager).of(caller, organizationId, lock).organization();
        TenancyContext.require(entityManager, organization.id(), Permission.KEYS_MANAGE);
        return organization;
    }

    private ApiKey find(Organization organization, String keyId) {
        UUID id = Belonging.parse(keyId);
        ApiKey key = id == null ? null : entityManager.find(ApiKey.class, id);
        if (key == null || !key.organization().equals(organization.id())) {
            throw Refusal.notFound("There is no such API key.").asException();
        }
        return key;
    }

    private void requireRoom(Organization organization) {
        long have = entityManager
                .createQuery(
                        "select count(k) from ApiKey k where k.organizationId = :organization and k.revokedAt is null",
                        Long.class)
                .setParameter("organization", organization.id().value())
                .getSingleResult();
        if (have >= Limits.KEYS) {
            throw Refusal.limitExceeded(
                            "An organization may have at most " + Limits.KEYS + " API keys. Revoke one first.")
                    .asException();
        }
    }
}
