package org.auralink.media.connector.adapter;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvents;
import org.auralink.media.connector.NodeAlive;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.StreamPosition;

/** The application behind the adapter: remembers what it was told and fails when a test wants it to. */
final class RecordingApplication implements MessageEndpointFactory {

    final List<NodeConnected> greetings = new CopyOnWriteArrayList<>();
    final List<MediaEvent> events = new CopyOnWriteArrayList<>();
    final List<NodeAlive> signsOfLife = new CopyOnWriteArrayList<>();
    final List<ParticipantQuality> reports = new CopyOnWriteArrayList<>();
    final List<NodeLost> losses = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    volatile Optional<StreamPosition> position = Optional.empty();
    volatile int failures;
    volatile boolean unavailable;
    /** How often it has another sign of the life of a node that is reported lost. */
    volatile int signs;
    /** Which nodes it says that it follows. */
    volatile Optional<Set<String>> followed = Optional.empty();

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean inDelivery;
    private volatile CountDownLatch going = new CountDownLatch(0);

    /** Events are not taken until {@link #goOn}. */
    void hold() {
        going = new CountDownLatch(1);
    }

    void goOn() {
        going.countDown();
    }

    List<Long> sequences() {
        return events.stream().map(event -> event.position().sequence()).toList();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (unavailable) {
            throw new UnavailableException("the application is not ready");
        }
        open.incrementAndGet();
        return new Endpoint();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return false;
    }

    @Override
    public String getActivationName() {
        return "test";
    }

    @Override
    public Class<?> getEndpointClass() {
        return Endpoint.class;
    }

    private final class Endpoint implements MessageEndpoint, MediaEvents {
        private boolean delivering;

        @Override
        public void beforeDelivery(Method method) {
            delivering = true;
        }

        @Override
        public void afterDelivery() {
            delivering = false;
        }

        @Override
        public void release() {
            if (delivering) {
                throw new IllegalStateException("released in the middle of a delivery");
            }
            open.decrementAndGet();
        }

        @Override
        public Optional<Set<String>> followed() {
            asked.incrementAndGet();
            return followed;
        }

        @Override
        public Optional<StreamPosition> connected(NodeConnected node) {
            failIfWanted();
            greetings.add(node);
            return position;
        }

        @Override
        public void event(MediaEvent event) {
            failIfWanted();
            inDelivery = true;
            try {
                going.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            events.add(event);
            inDelivery = false;
        }

        @Override
        public void nodeAlive(NodeAlive node) {
            failIfWanted();
            signsOfLife.add(node);
        }

        @Override
        public void measured(ParticipantQuality quality) {
            failIfWanted();
            reports.add(quality);
        }

        @Override
        public boolean nodeLost(NodeLost node) {
            failIfWanted();
            if (signs > 0) {
                signs--;
                return false;
            }
            losses.add(node);
            return true;
        }

        private void failIfWanted() {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("the database is away");
            }
        }
    }
}
