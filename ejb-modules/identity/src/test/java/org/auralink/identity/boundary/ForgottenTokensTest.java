package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.junit.jupiter.api.Test;

class ForgottenTokensTest {
    private final IdentityLab lab = new IdentityLab();
    private final AccountLab accounts = new AccountLab(lab, false);
    private final ClientAddress client = IdentityLab.somewhere();
    private final String email = UUID.randomUUID() + "@example.test";

    private void forget() {
        IdentityLab.inTransaction(em -> {
            ForgottenTokens tokens = new ForgottenTokens();
            IdentityLab.set(tokens, "entityManager", em);
            IdentityLab.set(tokens, "clock", lab.clock);
            tokens.forget();
            return true;
        });
    }

    private long kept(UUID user) {
        return IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return (Long) em.createNativeQuery(
                            "select (select count(*) from auth.one_time_tokens where user_id = ?1)"
                                    + " + (select count(*) from auth.flow_states f where f.flow_id in"
                                    + " (select t.flow_id from auth.one_time_tokens t where t.user_id = ?1))",
                            Long.class)
                    .setParameter(1, user)
                    .getSingleResult();
        });
    }

    @Test
    void whatIsOverIsForgottenAndNothingElse() {
        SignUp wish = new SignUp(email, null, "correct horse 7", Map.of(), "c".repeat(43), "plain");
        UUID user = ((SignedUp.Unconfirmed) accounts.signUps().signUp(wish, null, client))
                .user()
                .id();
        lab.clock.pass(Duration.ofMinutes(59));
        forget();
        assertThat(kept(user)).isEqualTo(2);
        lab.clock.pass(Duration.ofMinutes(1));
        forget();
        assertThat(kept(user)).isZero();
    }
}
