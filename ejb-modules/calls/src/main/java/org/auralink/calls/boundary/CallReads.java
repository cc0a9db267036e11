package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.calls.control.ChangedCalls;
import org.auralink.calls.entity.CallId;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.redis.Copies;
import org.auralink.shared.redis.Copy;
import org.auralink.shared.web.Json;
import org.auralink.tenancy.boundary.Organizations;

/**
 * Calls as they are looked at again and again: as JSON, from a copy of the last seconds, and from an older one while
 * PostgreSQL is away. A copy is for the members of one organization; whoever is none is answered by the database, whose
 * policies decide. No transaction is open here, so a question can be repeated.
 */
@ApplicationScoped
public class CallReads {
    /** Pages that are looked at all the time: the console's, and the usual one. Others would fill Redis. */
    private static final Set<Integer> COPIED_PAGES = Set.of(20, 50);

    @Inject
    Calls calls;

    @Inject
    Organizations organizations;

    @Inject
    Copies copies;

    @Inject
    Guards guards;

    /** @throws RefusedException not found, also when it is another organization's */
    public Copy get(Caller caller, String callId) {
        CallId call = CallId.parse(callId)
                .orElseThrow(() -> Refusal.notFound("There is no such call.").asException());
        if (!isMember(caller)) {
            return direct(caller, callId);
        }
        try {
            return copies.read(
                    ChangedCalls.subjectOf(call),
                    caller.organizationId().value().toString(),
                    () -> guards.database().repeatably(() -> Json.text(calls.getOwn(caller, callId))));
        } catch (RefusedException e) {
            // Of whoever asked for all, or because it is in another organization of the caller.
            return direct(caller, callId);
        }
    }

    /** A part of the calls of the caller's active organization, newest first. */
    public Copy list(Caller caller, CallQuery query) {
        boolean copied = query.status() == null && query.isFirstPage() && COPIED_PAGES.contains(query.limit());
        if (!copied || !isMember(caller)) {
            return new Copy(
                    guards.database().repeatably(() -> Json.text(calls.list(caller, query))), Duration.ZERO, null);
        }
        return copies.read(
                ChangedCalls.listsOf(caller.organizationId()),
                Integer.toString(query.limit()),
                () -> guards.database().repeatably(() -> Json.text(calls.list(caller, query))));
    }

    private Copy direct(Caller caller, String callId) {
        return new Copy(guards.database().repeatably(() -> Json.text(calls.get(caller, callId))), Duration.ZERO, null);
    }

    private boolean isMember(Caller caller) {
        String memberships = copies.read(
                        "member:" + caller.userId().value(),
                        "organizations",
                        () -> guards.database()
                                .repeatably(() -> organizations.of(caller.userId()).stream()
                                        .map(organization ->
                                                organization.value().toString())
                                        .collect(Collectors.joining(","))))
                .text();
        return List.of(memberships.split(","))
                .contains(caller.organizationId().value().toString());
    }
}
