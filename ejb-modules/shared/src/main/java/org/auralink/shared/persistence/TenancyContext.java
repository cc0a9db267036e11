package org.auralink.shared.persistence;

import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.Permission;

/**
 * Tells PostgreSQL who is asking. The first call of every facade method, inside its transaction; it holds until that
 * transaction ends and leaves nothing on the pooled connection. The logins of the application have no rights of their
 * own, so a facade that forgets it gets a permission error, never somebody's rows.
 */
public final class TenancyContext {
    private static final String GUEST_CLAIMS = "{\"role\":\"anon\"}";
    private static final String SERVICE_CLAIMS = "{\"role\":\"service_role\"}";

    private TenancyContext() {}

    /** For a person's request, over the pool {@code java:app/jdbc/auralink}. */
    public static void enter(EntityManager entityManager, Caller caller) {
        set(entityManager, "authenticated", caller.claims());
    }

    /**
     * The same, and no further when the caller's role in their active organization does not have the permission. The
     * policies decide in any case: what is not theirs would not be seen, and this says why.
     *
     * @throws org.auralink.shared.RefusedException forbidden
     */
    public static void enter(EntityManager entityManager, Caller caller, Permission needed) {
        enter(entityManager, caller);
        require(entityManager, caller.organizationId(), needed);
    }

    /** As {@link #enter(EntityManager, Caller, Permission)}, for {@link #enterAsServiceFor}. */
    public static void enterAsServiceFor(EntityManager entityManager, Caller caller, Permission needed) {
        enterAsServiceFor(entityManager, caller);
        require(entityManager, caller.organizationId(), needed);
    }

    /**
     * Goes no further when the caller whose context holds does not have the permission in that organization.
     *
     * @throws org.auralink.shared.RefusedException forbidden
     */
    public static void require(EntityManager entityManager, OrganizationId organization, Permission needed) {
        boolean may = (Boolean) entityManager
                .createNativeQuery("select private.has_permission(?1, ?2)", Boolean.class)
                .setParameter(1, organization.value())
                .setParameter(2, needed.wireName())
                .getSingleResult();
        if (!may) {
            throw needed.refusal().asException();
        }
    }

    /**
     * Whether the caller whose context holds may do that in one call: by their role in its organization, or by what they are
     * in the call. False also when there is no such call, or it is of an organization that is not theirs.
     */
    public static boolean mayInCall(EntityManager entityManager, UUID call, Permission needed) {
        return (Boolean) entityManager
                .createNativeQuery("select private.may_in_call(?1, ?2)", Boolean.class)
                .setParameter(1, call)
                .setParameter(2, needed.wireName())
                .getSingleResult();
    }

    /** For a request without an account, over {@code java:app/jdbc/auralink}: may ask {@code call_for_guest} only. */
    public static void enterAsGuest(EntityManager entityManager) {
        set(entityManager, "anon", GUEST_CLAIMS);
    }

    /** For sign-up, sign-in and media events, over the pools of the service's login: sees every tenant. */
    public static void enterAsService(EntityManager entityManager) {
        set(entityManager, "service_role", SERVICE_CLAIMS);
    }

    /**
     * For what the service does at a person's request where no person may write, over the pools of the service's login:
     * sees every tenant, and knows whose request it is. The caller asks {@link #require} first.
     */
    public static void enterAsServiceFor(EntityManager entityManager, Caller caller) {
        set(entityManager, "service_role", caller.claims());
    }

    private static void set(EntityManager entityManager, String role, String claims) {
        if (!entityManager.isJoinedToTransaction()) {
            throw new IllegalStateException("The tenancy context needs a transaction: it ends with it.");
        }
        TransactionDeadline.begin();
        // The claims first: under another role the settings of this one would still be ours to make, but in one
        // statement nothing can come between.
        entityManager
                .createNativeQuery(
                        "select set_config('request.jwt.claims', ?1, true), set_config('role', ?2, true)",
                        Object[].class)
                .setParameter(1, claims)
                .setParameter(2, role)
                .getSingleResult();
    }
}
