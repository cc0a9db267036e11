package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.entity.FlowState;
import org.auralink.identity.entity.PkceChallenge;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;

/** Sign-ins that go on elsewhere and end in a code for the client that began them, within the caller's transaction. */
public final class FlowStates {
    private static final PkceChallenge NOBODY = new PkceChallenge("nobody", "plain");

    private final Limits.Mailed limits;

    public FlowStates(Limits.Mailed limits) {
        this.limits = limits;
    }

    /**
     * A client waits for somebody who opens a link.
     *
     * @param method how they will have proved who they are, in GoTrue's words
     */
    public FlowState begin(EntityManager entityManager, PkceChallenge challenge, String method, Instant now) {
        // As long as the link that it belongs to, and then as long as its code.
        FlowState flow =
                new FlowState(challenge, method, now.plus(limits.link()).plus(limits.flowCode()), now);
        entityManager.persist(flow);
        return flow;
    }

    /**
     * Writes what {@link #begin} writes, for nobody. Goes with the next cleaning.
     */
    public void pretend(EntityManager entityManager, Instant now) {
        entityManager.persist(new FlowState(NOBODY, "nobody", now, now));
    }

    /**
     * The person has proved who they are.
     *
     * @return the code, for the client by way of the browser
     * @throws org.auralink.shared.RefusedException {@code flow_state_not_found}
     */
    public String prove(EntityManager entityManager, UUID flowId, UserId user, Instant now) {
        FlowState flow = entityManager.find(FlowState.class, flowId);
        if (flow == null) {
            throw notFound().asException();
        }
        String code = UUID.randomUUID().toString();
        flow.proved(user, Secrets.hash(code), now.plus(limits.flowCode()));
        return code;
    }

    /**
     * Hands the sign-in over to the client that shows the verifier of its challenge; the code is used up by that. By a wrong
     * verifier it is not: who intercepts a code shall not spoil it.
     *
     * @throws org.auralink.shared.RefusedException {@code flow_state_not_found}, {@code flow_state_expired},
     *     {@code bad_code_verifier}
     */
    public FlowState redeem(EntityManager entityManager, String code, String verifier, Instant now) {
        List<FlowState> found = entityManager
                .createQuery("select f from FlowState f where f.codeHash = :hash", FlowState.class)
                .setParameter("hash", Secrets.hash(code))
                // Of two who come at once, the second finds nothing.
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        FlowState flow = Optional.of(found)
                .filter(it -> !it.isEmpty())
                .map(it -> it.get(0))
                .orElseThrow(() -> notFound().asException());
        if (flow.isOver(now)) {
            throw new Refusal.Unprocessable(
                            "flow_state_expired", "invalid flow state, flow state has expired", List.of())
                    .asException();
        }
        if (!flow.challenge().isOf(verifier)) {
            throw new Refusal.Invalid(
                            "bad_code_verifier",
                            "code challenge does not match previously saved code verifier",
                            List.of())
                    .asException();
        }
        entityManager.remove(flow);
        return flow;
    }

    private static Refusal notFound() {
        return new Refusal.NotFound("flow_state_not_found", "invalid flow state, no valid flow state found");
    }
}
