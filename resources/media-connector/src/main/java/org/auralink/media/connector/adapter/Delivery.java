package org.auralink.media.connector.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvents;
import org.auralink.media.connector.NodeAlive;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.StreamPosition;
import org.jspecify.annotations.Nullable;

/** Hands one message to one message-driven bean and says whether it was taken. */
final class Delivery {

    private static final Method FOLLOWED = method("followed");
    private static final Method CONNECTED = method("connected", NodeConnected.class);
    private static final Method EVENT = method("event", MediaEvent.class);
    private static final Method ALIVE = method("nodeAlive", NodeAlive.class);
    private static final Method MEASURED = method("measured", ParticipantQuality.class);
    private static final Method LOST = method("nodeLost", NodeLost.class);

    private final MessageEndpointFactory factory;

    Delivery(MessageEndpointFactory factory) {
        this.factory = factory;
    }

    Optional<Set<String>> followed() throws ResourceException {
        return deliver(FOLLOWED, MediaEvents::followed);
    }

    Optional<StreamPosition> connected(NodeConnected node) throws ResourceException {
        return deliver(CONNECTED, listener -> listener.connected(node));
    }

    void event(MediaEvent event) throws ResourceException {
        deliver(EVENT, listener -> {
            listener.event(event);
            return null;
        });
    }

    void alive(NodeAlive node) throws ResourceException {
        deliver(ALIVE, listener -> {
            listener.nodeAlive(node);
            return null;
        });
    }

    void measured(ParticipantQuality quality) throws ResourceException {
        deliver(MEASURED, listener -> {
            listener.measured(quality);
            return null;
        });
    }

    boolean lost(NodeLost node) throws ResourceException {
        return deliver(LOST, listener -> listener.nodeLost(node));
    }

    /**
     * @throws ResourceException when the container has no bean ready, or the bean's transaction failed
     * @throws RuntimeException what the bean threw
     */
    private <T extends @Nullable Object> T deliver(Method method, Function<MediaEvents, T> message)
            throws ResourceException {
        MessageEndpoint endpoint = factory.createEndpoint(null);
        try {
            endpoint.beforeDelivery(method);
            T answer;
            try {
                answer = message.apply((MediaEvents) endpoint);
            } finally {
                // Completes the transaction, or reports that it could not be completed.
                endpoint.afterDelivery();
            }
            return answer;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the listener interface has this method", e);
        } finally {
            endpoint.release();
        }
    }

    private static Method method(String name, Class<?>... arguments) {
        try {
            return MediaEvents.class.getMethod(name, arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the listener interface has this method", e);
        }
    }
}
