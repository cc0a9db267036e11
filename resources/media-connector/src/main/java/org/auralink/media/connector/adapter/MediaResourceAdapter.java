package org.auralink.media.connector.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * The connector to media nodes. For each message-driven bean that listens it follows the nodes that the bean names, and
 * ends that when the bean goes.
 */
@Connector(
        displayName = "AuraLink media connector",
        vendorName = "AuraLink",
        eisType = "LiveKit-compatible media node",
        version = "0.1",
        transactionSupport = TransactionSupport.TransactionSupportLevel.NoTransaction)
public final class MediaResourceAdapter implements ResourceAdapter {

    private static final Logger LOG = Logger.getLogger(MediaResourceAdapter.class.getName());

    /** A worker in the middle of a delivery may finish it; undeployment waits no longer than this. */
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private record Listener(MessageEndpointFactory factory, ActivationSpec spec) {}

    private final Map<Listener, Following> listeners = new ConcurrentHashMap<>();
    private @Nullable WorkManager work;

    @Override
    public void start(BootstrapContext context) {
        work = context.getWorkManager();
    }

    @Override
    public void stop() {
        listeners.values().forEach(MediaResourceAdapter::end);
        listeners.clear();
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        WorkManager manager = work;
        if (manager == null || !(spec instanceof MediaEventsActivation activation)) {
            throw new ResourceException("This adapter delivers the events of media nodes and nothing else.");
        }
        activation.validate();
        ApiKey key = activation.key();
        var following = new Following(
                new Delivery(factory),
                activation.addresses(),
                node -> new NodeSubscription(
                        node,
                        key,
                        new Delivery(factory),
                        Limits.DEFAULTS,
                        Clock.systemUTC(),
                        new Random(new SecureRandom().nextLong())),
                subscription -> manager.scheduleWork(subscription, WorkManager.INDEFINITE, null, null),
                Limits.DEFAULTS);
        listeners.put(new Listener(factory, spec), following);
        manager.scheduleWork(following, WorkManager.INDEFINITE, null, null);
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        Following following = listeners.remove(new Listener(factory, spec));
        if (following != null) {
            end(following);
        }
    }

    private static void end(Following following) {
        following.release();
        try {
            if (!following.awaitEnd(STOP_WAIT)) {
                LOG.log(Level.WARNING, "A worker of the media connector did not end within {0}", STOP_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
