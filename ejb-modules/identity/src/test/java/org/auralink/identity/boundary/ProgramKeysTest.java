package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.KeySettings;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;

/** Keys of programs: which text is one, and what it opens. */
class ProgramKeysTest {
    private static final String PUBLISHABLE = "sb_publishable_0123456789abcdef";
    private static final String SECRET = "sb_secret_0123456789abcdef";

    private final IdentityLab lab = new IdentityLab();
    private final ProgramKeys keys = keys(true);

    private ProgramKeys keys(boolean required) {
        return lab.programKeys(List.of(PUBLISHABLE), List.of("sb_secret_of_last_year_0", SECRET), required);
    }

    private static String jwt(JWTClaimsSet claims) {
        return jwt(claims, IdentityLab.LEGACY_SECRET);
    }

    private static String jwt(JWTClaimsSet claims, String secret) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet.Builder role(String role) {
        return new JWTClaimsSet.Builder().claim("role", role);
    }

    @Test
    void secretKeysAndTokensOfTheServicesRoleAdminister() {
        for (String admin : new String[] {
            SECRET,
            "sb_secret_of_last_year_0",
            // Such as the keys of Supabase's projects, and those of its own tests.
            jwt(role("service_role").issuer("supabase").build()),
            jwt(role("supabase_admin").subject("1234567890").build()),
            lab.keys.sign(role("service_role").build())
        }) {
            assertThatCode(() -> keys.requireAdmin(admin)).as(admin).doesNotThrowAnyException();
            assertThat(keys.isSecret(admin)).isTrue();
        }
    }

    @Test
    void nobodyElseAdministers() {
        String person = lab.signIns(true)
                .signUp(new SignUp("admin-not@example.test", null, "correct horse 7", null))
                .accessToken();
        for (String other :
                new String[] {PUBLISHABLE, person, jwt(role("anon").build()), jwt(new JWTClaimsSet.Builder().build())
                }) {
            refused("not_admin", () -> keys.requireAdmin(other));
            assertThat(keys.isSecret(other)).isFalse();
        }
    }

    @Test
    void forgedKeysAreNotAuthenticated() {
        Instant now = lab.clock.instant();
        for (String forged : new String[] {
            "",
            "sb_secret_",
            SECRET.substring(0, SECRET.length() - 1),
            SECRET + "0",
            "sb_secret_something_of_nobody",
            new PlainJWT(role("service_role").build()).serialize(),
            jwt(role("service_role").build(), "another secret of more than thirty-two bytes"),
            jwt(role("service_role").expirationTime(Date.from(now)).build()),
            jwt(role("service_role")
                    .notBeforeTime(Date.from(now.plusSeconds(60)))
                    .build())
        }) {
            refused("not_authenticated", () -> keys.requireAdmin(forged));
            refused("no_authorization", () -> keys.admit(forged, null));
        }
    }

    @Test
    void aTokenOfAnEndedSessionAdministersNothing() {
        UUID session = UUID.randomUUID();
        String token =
                jwt(role("service_role").claim("session_id", session.toString()).build());
        assertThatCode(() -> keys.requireAdmin(token)).doesNotThrowAnyException();
        lab.ended.add(List.of(session));
        refused("session_not_found", () -> keys.requireAdmin(token));
        refused(
                "session_not_found",
                () -> keys.requireAdmin(
                        jwt(role("service_role").claim("session_id", "none").build())));
    }

    @Test
    void whereKeysAreRequiredEveryKindIsLetInWithEitherHeader() {
        String anon = jwt(role("anon").issuer("supabase").build());
        for (String key : new String[] {PUBLISHABLE, SECRET, anon}) {
            assertThatCode(() -> keys.admit(key, null)).doesNotThrowAnyException();
            assertThatCode(() -> keys.admit(null, key)).doesNotThrowAnyException();
            assertThatCode(() -> keys.admit(key, "a person's token, which is looked at elsewhere"))
                    .doesNotThrowAnyException();
        }
        refused("no_authorization", () -> keys.admit(null, null));
        // The key that is named counts, whatever else stands beside it.
        refused("no_authorization", () -> keys.admit("sb_publishable_of_nobody", PUBLISHABLE));
        assertThatCode(() -> keys(false).admit(null, null)).doesNotThrowAnyException();
    }

    @Test
    void keysDoNotPrintThemselves() {
        assertThat(new KeySettings(Optional.of("x"), List.of(PUBLISHABLE), List.of(SECRET), true).toString())
                .doesNotContain("sb_");
    }

    private static void refused(String code, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }
}
