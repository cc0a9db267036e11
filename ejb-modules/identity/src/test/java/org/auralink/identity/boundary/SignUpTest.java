package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Json;
import org.auralink.tenancy.entity.Organization;
import org.junit.jupiter.api.Test;

class SignUpTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door signIns = lab.signIns(true);

    @Test
    void makesTheAccountItsAuraIdAndItsOrganization() {
        String name = "ada" + Math.abs(UUID.randomUUID().hashCode());
        SessionView session = signIns.signUp(wish(email(), Map.of("username", name, "name", " Ada L. ")));

        assertThat(session.user().appMetadata()).containsEntry("aura_id", "@" + name + ".aura");
        UUID organization =
                UUID.fromString((String) session.user().appMetadata().get("organization_id"));
        String organizationName = IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return em.find(Organization.class, organization).name();
        });
        assertThat(organizationName).isEqualTo("Ada L.");
        assertThat(session.user().emailConfirmedAt()).isEqualTo(lab.clock.instant());
        assertThat(lab.sessions.user(session.accessToken()).id())
                .isEqualTo(session.user().id());
    }

    @Test
    void nothingOfARefusedSignUpStays() {
        String email = email();
        signIns.signUp(wish(email, Map.of()));
        refusedWith("user_already_exists", wish(email.toUpperCase(Locale.ROOT), Map.of()));
    }

    @Test
    void aTakenNameGetsANumber() {
        String name = "n" + Math.abs(UUID.randomUUID().hashCode());
        List<Object> auraIds = IntStream.range(0, 12)
                .mapToObj(i -> signIns.signUp(wish(email(), Map.of("username", name)))
                        .user()
                        .appMetadata()
                        .get("aura_id"))
                .toList();
        assertThat(auraIds).doesNotHaveDuplicates();
        assertThat(auraIds.subList(0, 3))
                .containsExactly("@" + name + ".aura", "@" + name + "2.aura", "@" + name + "3.aura");
    }

    @Test
    void oneNameAtOnceFromEverywhereMakesAsManyNames() throws Exception {
        String name = "m" + Math.abs(UUID.randomUUID().hashCode());
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            Callable<Object> attempt = () -> signIns.signUp(wish(email(), Map.of("username", name)))
                    .user()
                    .appMetadata()
                    .get("aura_id");
            Set<Object> auraIds = new HashSet<>();
            for (Future<Object> auraId : people.invokeAll(Collections.nCopies(8, attempt))) {
                auraIds.add(auraId.get());
            }
            assertThat(auraIds).hasSize(8);
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void oneAddressAtOnceFromEverywhereMakesOneAccount() throws Exception {
        String email = email();
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            Callable<String> attempt = () -> {
                try {
                    signIns.signUp(wish(email, Map.of()));
                    return "made";
                } catch (RefusedException e) {
                    return e.refusal().code();
                }
            };
            Set<String> outcomes = new HashSet<>();
            int made = 0;
            for (Future<String> outcome : people.invokeAll(Collections.nCopies(4, attempt))) {
                outcomes.add(outcome.get());
                made += outcome.get().equals("made") ? 1 : 0;
            }
            assertThat(outcomes).isSubsetOf("made", "user_already_exists");
            assertThat(made).isEqualTo(1);
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void badInputIsRefusedByItsField() {
        assertThat(fields(new SignUp("not an address", null, PASSWORD, null))).containsExactly("email");
        assertThat(fields(new SignUp(email(), null, null, null))).containsExactly("password");
        assertThat(fields(new SignUp(email(), null, "short", null))).containsExactly("password");
        assertThat(fields(new SignUp(email(), null, "ä".repeat(37), null))).containsExactly("password");
        assertThat(fields(wish(email(), Map.of("x", "y".repeat(5000))))).containsExactly("data");
        assertThat(fields(wish(email(), Map.of("name", "a\0b")))).containsExactly("data");
        assertThat(fields(wish(email(), Map.of("list", List.of("\ud800"))))).containsExactly("data");
    }

    @Test
    void dataThatNoTokenCanCarryIsRefused() throws Exception {
        String deep = "[".repeat(33) + "]".repeat(33);
        for (String value : List.of(
                "1e999",
                "-1e999",
                "[{\"x\":1e999}]",
                "1e300",
                "1e-300",
                "1" + "0".repeat(50),
                "1" + "0".repeat(400),
                "[".repeat(300) + "1" + "]".repeat(300),
                deep)) {
            assertThat(fields(wish(email(), Map.of("x", read(value)))))
                    .as(value)
                    .containsExactly("data");
        }
    }

    @Test
    void dataThatIsAcceptedMakesTokensThatAre() throws Exception {
        String deep = "[".repeat(31) + "1" + "]".repeat(31);
        for (String value : List.of(
                "0", "-0.0", "1.5e-9", "1e20", "9223372036854775807", "123456789012345678901234567890", "true", deep)) {
            SessionView first = signIns.signUp(wish(email(), Map.of("x", read(value))));
            SessionView second = signIns.signIn(new Grant.Refresh(first.refreshToken()));
            assertThat(lab.sessions.user(first.accessToken()).id())
                    .as(value)
                    .isEqualTo(first.user().id());
            assertThat(lab.sessions.user(second.accessToken()).id())
                    .as(value)
                    .isEqualTo(first.user().id());
        }
    }

    private static Object read(String json) throws Exception {
        return Json.lenient().readValue(json, Object.class);
    }

    @Test
    void theNameThatOthersReadHasNoControlCharacters() {
        SessionView session = signIns.signUp(wish(email(), Map.of("name", "Ada\u0007 \u202f\nL.\u0085")));
        UUID id = session.user().id();
        String name = IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return em.find(User.class, id).name();
        });
        assertThat(name).isEqualTo("Ada \u202fL.");
    }

    @Test
    void passwordsMayHave72Bytes() {
        assertThat(signIns.signUp(new SignUp(email(), null, "ä".repeat(36), null)))
                .isNotNull();
    }

    @Test
    void emptyValuesOfTheDataAreLeftOut() {
        Map<String, Object> data = new HashMap<>(Map.of("kept", 1));
        data.put("dropped", null);
        assertThat(signIns.signUp(wish(email(), data)).user().userMetadata()).isEqualTo(Map.of("kept", 1));
    }

    @Test
    void withoutAnAddressNobodySignsUp() {
        refusedWith("anonymous_provider_disabled", new SignUp(null, null, null, null));
        refusedWith("phone_provider_disabled", new SignUp(null, "+4912345", PASSWORD, null));
    }

    private void refusedWith(String code, SignUp wish) {
        assertThatThrownBy(() -> signIns.signUp(wish))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }

    private List<String> fields(SignUp wish) {
        try {
            signIns.signUp(wish);
            return List.of();
        } catch (RefusedException e) {
            var errors = e.refusal() instanceof Refusal.Invalid invalid
                    ? invalid.errors()
                    : ((Refusal.Unprocessable) e.refusal()).errors();
            return errors.stream().map(error -> error.field()).toList();
        }
    }

    private static SignUp wish(String email, Map<String, Object> data) {
        return new SignUp(email, null, PASSWORD, data);
    }

    private static String email() {
        return UUID.randomUUID() + "@example.test";
    }
}
