package org.auralink.identity.control.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configurations of providers are believed, and where they may have this server ask. */
class ProviderConfigurationTest {
    private static final URI ISSUER = URI.create("https://id.example.org");

    private static final Map<String, String> ADDRESSES = Map.of(
            "id.example.org", "203.0.113.7",
            "keys.example.org", "203.0.113.8",
            "inside.example.org", "10.0.0.5",
            "metadata.example.org", "169.254.169.254",
            "id.corp", "10.0.0.1");

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(ADDRESSES.getOrDefault(host, host));
    }

    private static ProviderConfiguration parse(URI issuer, String said, String token, String keys) {
        String json = """
                {"issuer": "%s", "authorization_endpoint": "https://id.example.org/authorize",
                 "token_endpoint": "%s", "jwks_uri": "%s"}""".formatted(said, token, keys);
        return ProviderConfiguration.parse(json, issuer, ProviderConfigurationTest::resolve);
    }

    @Test
    void aProviderMayKeepItsKeysOnAnotherPublicHost() {
        ProviderConfiguration found =
                parse(ISSUER, ISSUER.toString(), "https://id.example.org/token", "https://keys.example.org/jwks");
        assertThat(found.keys()).hasHost("keys.example.org");
        assertThat(found.basic()).as("what holds where nothing is said").isTrue();
    }

    @Test
    void aConfigurationOfAnotherIssuerIsNotBelieved() {
        for (String other : new String[] {"https://evil.example.org", "https://id.example.org/"}) {
            assertThatThrownBy(
                            () -> parse(ISSUER, other, "https://id.example.org/token", "https://id.example.org/jwks"))
                    .isInstanceOf(ProviderException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.org/token",
                "file:///etc/passwd",
                "ftp://id.example.org/",
                "https://user@id.example.org/",
                "https://",
                "null",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://inside.example.org/",
                "https://metadata.example.org/latest"
            })
    void aProviderOutsideHasNobodyInsideAsked(String endpoint) {
        assertThatThrownBy(() -> parse(ISSUER, ISSUER.toString(), endpoint, "https://id.example.org/jwks"))
                .isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> parse(ISSUER, ISSUER.toString(), "https://id.example.org/token", endpoint))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void aProviderInsideMayNameItsNeighbours() {
        URI corp = URI.create("https://id.corp");
        assertThat(parse(corp, corp.toString(), "https://id.corp/token", "https://inside.example.org/jwks")
                        .keys())
                .hasHost("inside.example.org");
    }

    @Test
    void whatIsNoConfigurationIsSaidToBeNone() {
        assertThatThrownBy(() -> ProviderConfiguration.parse("<html>", ISSUER, ProviderConfigurationTest::resolve))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("malformed");
    }
}
