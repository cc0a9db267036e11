package org.auralink.media.connector.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.work.Work;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Follows the nodes that the application names, as it names them: asks it again and again, begins a subscription to each
 * node that is new, and ends those to nodes that are named no more. There is never more than one subscription to a node.
 * Runs on one thread of the container.
 */
final class Following implements Work {

    private static final Logger LOG = Logger.getLogger(Following.class.getName());

    /** Gives a subscription a thread of its own. */
    @FunctionalInterface
    interface Starter {
        void start(NodeSubscription subscription) throws ResourceException;
    }

    private final Delivery delivery;
    private final Collection<NodeAddress> deployed;
    private final Function<NodeAddress, NodeSubscription> subscriptions;
    private final Starter starter;
    private final Limits limits;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<NodeAddress, NodeSubscription> followed = new ConcurrentHashMap<>();
    private boolean deaf;
    private volatile boolean running;

    /**
     * @param deployed the nodes that are followed while the application names none itself
     * @param subscriptions makes one for a node
     * @param starter runs it
     */
    Following(
            Delivery delivery,
            Collection<NodeAddress> deployed,
            Function<NodeAddress, NodeSubscription> subscriptions,
            Starter starter,
            Limits limits) {
        this.delivery = delivery;
        this.deployed = List.copyOf(deployed);
        this.subscriptions = subscriptions;
        this.starter = starter;
        this.limits = limits;
    }

    @Override
    public void run() {
        running = true;
        try {
            do {
                look();
            } while (!stopping.await(limits.followEvery().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endAll();
            ended.countDown();
        }
    }

    private void look() throws InterruptedException {
        Set<NodeAddress> wanted;
        try {
            wanted = wanted();
            deaf = false;
        } catch (ResourceException | RuntimeException e) {
            Reason.log(LOG, deaf ? Level.FINE : Level.WARNING, "The application did not say which nodes it follows", e);
            deaf = true;
            return;
        }
        for (Map.Entry<NodeAddress, NodeSubscription> one : followed.entrySet()) {
            if (!wanted.contains(one.getKey())) {
                one.getValue().release();
            }
        }
        // One in the middle of a delivery is waited for at the next look: meanwhile nobody else may follow its node.
        for (NodeAddress node : Set.copyOf(followed.keySet())) {
            NodeSubscription subscription = followed.get(node);
            if (subscription != null && subscription.released() && subscription.awaitEnd(Duration.ZERO)) {
                followed.remove(node);
            }
        }
        for (NodeAddress node : wanted) {
            if (!followed.containsKey(node)) {
                begin(node);
            }
        }
    }

    private Set<NodeAddress> wanted() throws ResourceException {
        Set<String> named = delivery.followed().orElse(null);
        if (named == null) {
            return Set.copyOf(deployed);
        }
        Set<NodeAddress> wanted = new HashSet<>();
        named.forEach(text -> wanted.add(NodeAddress.of(text)));
        return wanted;
    }

    private void begin(NodeAddress node) {
        NodeSubscription subscription = subscriptions.apply(node);
        try {
            starter.start(subscription);
            followed.put(node, subscription);
        } catch (ResourceException e) {
            // Tried again at the next look.
            LOG.log(Level.WARNING, "No thread could be had to follow media node " + node, e);
        }
    }

    private void endAll() {
        followed.values().forEach(NodeSubscription::release);
    }

    /** The container or the adapter asks to end. Returns at once; {@link #awaitEnd} waits. */
    @Override
    public void release() {
        stopping.countDown();
    }

    /** Waits until it and all of its subscriptions are done, at most {@code limit}; false when one is not. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        if (running && !ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        for (NodeSubscription subscription : followed.values()) {
            if (!subscription.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }
}
