package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.identity.control.oidc.SpringProvider;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a browser, with Spring Authorization Server as the provider. */
class ProviderSignInsTest {
    private static final String VERIFIER = "v".repeat(64);
    private static final ReturnPath HOME = new ReturnPath("https://a.example.org/home", null, null);

    @TempDir
    private static Path directory;

    private static SpringProvider provider;

    private final IdentityLab lab = new IdentityLab();
    private final ProviderLab providers = new ProviderLab(lab, false);
    private final ClientAddress client = IdentityLab.somewhere();
    private ProviderSignIns signIns;

    @BeforeAll
    static void start() throws Exception {
        provider = new SpringProvider(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        provider.close();
    }

    @BeforeEach
    void theProvidersTime() {
        lab.clock.moveTo(Instant.now());
        signIns = providers.signIns(true, provider.asProvider("corp"));
    }

    private ProviderReturn comeBack(URI there, String person) throws Exception {
        Map<String, String> query = query(SpringProvider.signIn(there, person));
        return signIns.callback(
                new ProviderAnswer(query.get("state"), query.get("code"), query.get("error"), query.get("iss")),
                client);
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static SessionView session(ProviderReturn back) {
        return ((Verified.SignedIn) ((ProviderReturn.Arrived) back).verified()).session();
    }

    private static Refusal refusal(ProviderReturn back) {
        return ((ProviderReturn.Refused) back).refusal();
    }

    @Test
    void somebodySignsInAtTheProviderAndComesBackToTheAllowedPageWithASession() throws Exception {
        ProviderReturn back = comeBack(signIns.begin("corp", HOME, client), "ada");
        assertThat(back.target()).isEqualTo(URI.create("https://a.example.org/home"));
        SessionView session = session(back);
        assertThat(session.user().email()).isEqualTo("ada@provider.test");
        assertThat(lab.sessions.user(session.accessToken()).identities())
                .anySatisfy(identity -> assertThat(identity.provider()).isEqualTo("corp"));
        assertThat(session(comeBack(signIns.begin("corp", HOME, client), "ada"))
                        .user()
                        .id())
                .isEqualTo(session.user().id());
    }

    @Test
    void aClientWithAChallengeGetsACodeThatItsVerifierOpens() throws Exception {
        var back = new ReturnPath(HOME.redirectTo(), VERIFIER, "plain");
        ProviderReturn.Arrived arrived = (ProviderReturn.Arrived) comeBack(signIns.begin("corp", back, client), "ada");
        String code = ((Verified.ForClient) arrived.verified()).code();
        SessionView session = lab.wiredSignIns().signIn(new Grant.AuthCode(code, VERIFIER), client);
        assertThat(session.user().email()).isEqualTo("ada@provider.test");
    }

    @Test
    void whoseAddressTheProviderHasNotVerifiedIsToldSoAtThePage() throws Exception {
        ProviderReturn back = comeBack(signIns.begin("corp", HOME, client), "eve");
        assertThat(back.target()).isEqualTo(URI.create("https://a.example.org/home"));
        assertThat(refusal(back).code()).isEqualTo("provider_email_needs_verification");
    }

    @Test
    void anAnswerThatNobodyWaitsForLeadsHomeAndSignsNobodyIn() throws Exception {
        ProviderReturn unknown = signIns.callback(new ProviderAnswer("forged", "code", null, null), client);
        assertThat(unknown.target()).isEqualTo(URI.create(AccountLab.SITE));
        assertThat(refusal(unknown).code()).isEqualTo("bad_oauth_state");

        Map<String, String> query = query(SpringProvider.signIn(signIns.begin("corp", HOME, client), "ada"));
        var answer = new ProviderAnswer(query.get("state"), query.get("code"), null, query.get("iss"));
        assertThat(signIns.callback(answer, client)).isInstanceOf(ProviderReturn.Arrived.class);
        assertThat(refusal(signIns.callback(answer, client)).code())
                .as("a second time")
                .isEqualTo("bad_oauth_state");
    }

    @Test
    void whoSaysNoAtTheProviderOrComesFromAnotherIsToldSo() {
        String state = query(signIns.begin("corp", HOME, client)).get("state");
        Refusal no = refusal(signIns.callback(new ProviderAnswer(state, null, "access_denied", null), client));
        assertThat(no.code()).isEqualTo("bad_oauth_callback");
        assertThat(no.detail()).endsWith("access_denied");
        state = query(signIns.begin("corp", HOME, client)).get("state");
        Refusal invented = refusal(signIns.callback(new ProviderAnswer(state, null, "<script>", null), client));
        assertThat(invented.detail()).endsWith("server_error");
        state = query(signIns.begin("corp", HOME, client)).get("state");
        assertThat(refusal(signIns.callback(new ProviderAnswer(state, "code", null, "https://evil.test"), client))
                        .code())
                .as("of another issuer")
                .isEqualTo("bad_oauth_callback");
    }

    @Test
    void aProviderThatThereIsNotIsRefusedAndLinkingWhereItIsOffToo() {
        assertThat(code(() -> signIns.begin("elsewhere", HOME, client))).isEqualTo("validation_failed");
        assertThat(code(() -> signIns.begin(null, HOME, client))).isEqualTo("validation_failed");
        ProviderSignIns without = providers.signIns(false, provider.asProvider("corp"));
        assertThat(code(() -> without.beginLink("token", "corp", HOME, client))).isEqualTo("manual_linking_disabled");
        assertThat(code(() -> without.unlink("token", "x"))).isEqualTo("manual_linking_disabled");
        assertThat(code(() -> signIns.unlink("token", "x"))).isEqualTo("identity_not_found");
    }

    @Test
    void anIdTokenThatIsNotTheProvidersSignsNobodyIn() {
        assertThat(code(() -> signIns.signIn(new Grant.IdToken("corp", "a.b.c", null, null), client)))
                .isEqualTo("invalid_request");
        assertThat(code(() -> signIns.signIn(new Grant.IdToken("elsewhere", "a.b.c", null, null), client)))
                .isEqualTo("validation_failed");
    }

    private static String code(Runnable work) {
        return catchThrowableOfType(RefusedException.class, work::run).refusal().code();
    }
}
