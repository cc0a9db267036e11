package org.auralink.identity.control.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a provider and back, with Spring Authorization Server as the provider. */
class ProviderClientTest {
    private static final String VERIFIER = "v".repeat(43);
    private static final ProviderClient.SignIn SIGN_IN =
            new ProviderClient.SignIn("state-1", "nonce-1", VERIFIER, SpringProvider.REDIRECT_URI);

    @TempDir
    private static Path directory;

    private static SpringProvider provider;

    @BeforeAll
    static void start() throws Exception {
        provider = new SpringProvider(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        provider.close();
    }

    private static ProviderClient client(OidcProvider of, MovableClock clock) {
        return new ProviderClient(of, new ProviderHttp(System::nanoTime), InetAddress::getAllByName, clock);
    }

    private static ProviderClient client() {
        return client(provider.asProvider("spring"), new MovableClock(Instant.now()));
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> java.net.URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    @Test
    void somebodyWhoSignsInAtTheProviderIsKnownByItsSignature() throws Exception {
        ProviderClient client = client();
        URI back = SpringProvider.signIn(client.authorization(SIGN_IN), "ada");
        assertThat(query(back)).containsEntry("state", "state-1");
        ProviderClient.Exchanged exchanged =
                client.exchange(query(back).get("code"), SIGN_IN).orElseThrow();
        ExternalIdentity who = exchanged.identity();
        assertThat(who.provider()).isEqualTo("spring");
        assertThat(who.subject()).isEqualTo("ada");
        assertThat(who.email()).isEqualTo("ada@provider.test");
        assertThat(who.emailVerified()).isTrue();
        assertThat(who.data())
                .containsEntry("iss", provider.issuer().toString())
                .containsEntry("sub", "ada")
                .containsEntry("full_name", "ADA")
                .containsEntry("email_verified", true);
        assertThat(exchanged.toString() + who).doesNotContain("ada");
    }

    @Test
    void aCodeIsGoodOnceAndWithTheVerifierAndTheNonceOfItsSignInOnly() throws Exception {
        ProviderClient client = client();
        String code = query(SpringProvider.signIn(client.authorization(SIGN_IN), "ada"))
                .get("code");
        var otherVerifier =
                new ProviderClient.SignIn("state-1", "nonce-1", "w".repeat(43), SpringProvider.REDIRECT_URI);
        assertThat(client.exchange(code, otherVerifier)).isEmpty();

        code = query(SpringProvider.signIn(client.authorization(SIGN_IN), "ada"))
                .get("code");
        var otherNonce = new ProviderClient.SignIn("state-1", "nonce-2", VERIFIER, SpringProvider.REDIRECT_URI);
        assertThat(client.exchange(code, otherNonce))
                .as("a token of another sign-in")
                .isEmpty();
        assertThat(client.exchange(code, SIGN_IN)).as("used up").isEmpty();
    }

    @Test
    void withAWrongSecretNobodyIsSignedIn() throws Exception {
        String code = query(SpringProvider.signIn(client().authorization(SIGN_IN), "ada"))
                .get("code");
        var wrong = new OidcProvider("spring", provider.issuer(), SpringProvider.CLIENT, "wrong", "openid");
        assertThat(client(wrong, new MovableClock(Instant.now())).exchange(code, SIGN_IN))
                .isEmpty();
    }

    @Test
    void aProviderThatIsAwayIsAskedAgainAfterAWhileAndKeepsItsConfigurationMeanwhile() throws Exception {
        var clock = new MovableClock(Instant.now());
        SpringProvider another = new SpringProvider(directory.resolve("another"));
        ProviderClient client = client(another.asProvider("spring"), clock);
        URI before = client.authorization(SIGN_IN);
        ProviderClient fresh = client(another.asProvider("spring"), clock);
        another.close();

        assertThatThrownBy(() -> fresh.authorization(SIGN_IN))
                .isInstanceOf(ProviderException.class)
                .hasMessage("The provider does not answer.");
        assertThatThrownBy(() -> fresh.authorization(SIGN_IN))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("a moment ago");
        clock.pass(OidcLimits.CONFIGURATION.plus(Duration.ofMinutes(1)));
        assertThat(client.authorization(SIGN_IN)).isEqualTo(before);
    }

    @Test
    void anAnswerThatNamesAnotherIssuerIsNotTheProviders() {
        assertThat(client().answersAs(provider.issuer().toString())).isTrue();
        assertThat(client().answersAs("https://evil.example.org")).isFalse();
    }
}
