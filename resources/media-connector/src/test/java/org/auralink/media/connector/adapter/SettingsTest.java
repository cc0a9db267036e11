package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static MediaEventsActivation activation(String nodes, String key, String secret) {
        MediaEventsActivation activation = new MediaEventsActivation();
        activation.setNodes(nodes);
        activation.setApiKey(key);
        activation.setApiSecret(secret);
        return activation;
    }

    @Test
    void nodesAreSeveralAddressesWithoutPath() throws ResourceException {
        MediaEventsActivation activation = activation(" http://a:1/, https://b ", "k", "s");
        activation.validate();
        assertThat(activation.addresses()).map(NodeAddress::toString).containsExactly("http://a:1", "https://b");
    }

    @Test
    void aMissingSettingIsNamed() {
        assertRefused(activation("", "k", "s"), "auralink.media.nodes");
        assertRefused(activation("${MPCONFIG=auralink.media.nodes}", "k", "s"), "auralink.media.nodes");
        assertRefused(activation("http://a", "", "s"), "auralink.media.api.key");
        assertRefused(activation("http://a", "k", "${MPCONFIG=x}"), "auralink.media.api.secret");
    }

    @Test
    void whatIsNoAddressIsNamed() {
        for (String wrong :
                new String[] {"ftp://a", "http://", "a:7880", "http://a/path", "http://[", "http://a, x y"}) {
            assertRefused(activation(wrong, "k", "s"), "auralink.media.nodes");
        }
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(new ApiKey("k", "hidden")).asString().doesNotContain("hidden");
    }

    private static void assertRefused(MediaEventsActivation activation, String setting) {
        assertThatThrownBy(activation::validate)
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining(setting);
    }
}
