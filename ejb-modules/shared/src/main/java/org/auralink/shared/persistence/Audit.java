package org.auralink.shared.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Map;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.shared.web.Json;
import org.jspecify.annotations.Nullable;

/**
 * Writes down who did what, in the transaction of what was done: both stand or neither does. For facades, after their
 * effect and inside their tenancy context, by whose claims the database itself says who it was. Nobody changes a row or
 * removes one, and each carries the hash of the one before.
 */
public final class Audit {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DONE = "done";
    private static final String REFUSED = "refused";

    private Audit() {}

    /** @param json the {@code detail} of a row, as it was written here */
    public static Map<String, String> detail(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the application wrote is JSON", e);
        }
    }

    /**
     * @param action what, a stable word such as {@code member.removed}
     * @param kind of what it was done to, such as {@code user}
     * @param id of what it was done to
     * @param detail what else is worth to know, without a secret and without an address; a few words
     */
    public static void write(
            EntityManager entityManager,
            Caller caller,
            OrganizationId organization,
            Instant now,
            String action,
            String kind,
            Object id,
            Map<String, String> detail) {
        insert(entityManager, organization, null, now, action, kind + ":" + id, detail, caller.network(), DONE);
    }

    /**
     * What somebody did with their own account, which the service does for them: no claims hold then, so it says who it was.
     *
     * @param organization in which the person acts at the moment
     * @param network as of {@link Caller#network}
     */
    public static void writeOfAccount(
            EntityManager entityManager,
            UserId person,
            OrganizationId organization,
            Instant now,
            String action,
            Map<String, String> detail,
            String network) {
        insert(entityManager, organization, person, now, action, "user:" + person.value(), detail, network, DONE);
    }

    /** The same, done by an administrator of all accounts, of whom nothing is known but a key. */
    public static void writeOfAdministration(
            EntityManager entityManager,
            UserId person,
            OrganizationId organization,
            Instant now,
            String action,
            Map<String, String> detail) {
        insert(entityManager, organization, null, now, action, "user:" + person.value(), detail, "", DONE);
    }

    /**
     * What somebody wanted to do and may not, in a transaction of its own: that of the attempt is rolled back.
     *
     * @param organization of which the caller is a member, or nothing is written
     * @param route which request, as its method and the template of its path
     * @param detail the ids in its path
     */
    public static void writeRefused(
            EntityManager entityManager,
            Caller caller,
            OrganizationId organization,
            Instant now,
            String route,
            Map<String, String> detail) {
        insert(
                entityManager,
                organization,
                null,
                now,
                "request.refused",
                "route:" + route,
                detail,
                caller.network(),
                REFUSED);
    }

    /** @param actor null for whom the claims name: only the service may name somebody */
    private static void insert(
            EntityManager entityManager,
            OrganizationId organization,
            @Nullable UserId actor,
            Instant now,
            String action,
            String target,
            Map<String, String> detail,
            String network,
            String outcome) {
        // What is done must stand before it is told.
        entityManager.flush();
        Query insert = entityManager
                .createNativeQuery("insert into public.audit_events"
                        + " (organization_id, happened_at, action, target, detail, network, outcome"
                        + (actor == null ? ")" : ", actor_id)")
                        + " values (?1, ?2, ?3, ?4, cast(?5 as jsonb), ?6, ?7" + (actor == null ? ")" : ", ?8)"))
                .setParameter(1, organization.value())
                .setParameter(2, now)
                .setParameter(3, action)
                .setParameter(4, target)
                .setParameter(5, Json.text(detail))
                .setParameter(6, network)
                .setParameter(7, outcome);
        if (actor != null) {
            insert.setParameter(8, actor.value());
        }
        insert.executeUpdate();
    }
}
