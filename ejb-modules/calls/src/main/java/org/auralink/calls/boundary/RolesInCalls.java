package org.auralink.calls.boundary;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallRole;

/** Who is what in a call, as the database decides it. In the service's context. */
final class RolesInCalls {
    private RolesInCalls() {}

    /** Somebody of whom nothing is known takes part. */
    static CallRole of(EntityManager entityManager, CallId call, String identity) {
        String role = (String) entityManager
                .createNativeQuery("select private.role_in_call(?1, ?2)", String.class)
                .setParameter(1, call.value())
                .setParameter(2, identity)
                .getSingleResult();
        return Optional.ofNullable(role).flatMap(CallRole::parse).orElse(CallRole.PARTICIPANT);
    }
}
