package org.auralink.media.connector.adapter;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.util.List;
import org.auralink.media.connector.MediaEvents;
import org.jspecify.annotations.Nullable;

/** What a message-driven bean must say to receive the events of media nodes. */
@Activation(messageListeners = MediaEvents.class)
public final class MediaEventsActivation implements ActivationSpec {

    private String nodes = "";
    private String apiKey = "";
    private String apiSecret = "";
    private @Nullable ResourceAdapter adapter;

    /** Addresses of the nodes, separated by commas. Only these are listened to. */
    public String getNodes() {
        return nodes;
    }

    @ConfigProperty(description = "HTTP addresses of the media nodes, separated by commas")
    public void setNodes(String nodes) {
        this.nodes = nodes;
    }

    /** The API key of the nodes. */
    public String getApiKey() {
        return apiKey;
    }

    @ConfigProperty(description = "API key that the media nodes accept")
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /** The secret that belongs to the API key. */
    public String getApiSecret() {
        return apiSecret;
    }

    @ConfigProperty(description = "Secret that belongs to the API key", confidential = true)
    public void setApiSecret(String apiSecret) {
        this.apiSecret = apiSecret;
    }

    @Override
    public void validate() throws InvalidPropertyException {
        try {
            addresses();
            key();
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when the setting is empty or holds something else than addresses */
    List<NodeAddress> addresses() {
        List<NodeAddress> addresses = nodes.startsWith("${") ? List.of() : NodeAddress.list(nodes);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "The setting auralink.media.nodes is missing; it lists the addresses of the media nodes.");
        }
        return addresses;
    }

    /** @throws IllegalArgumentException when key or secret is missing */
    ApiKey key() {
        return new ApiKey(apiKey, apiSecret);
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) {
        this.adapter = adapter;
    }
}
