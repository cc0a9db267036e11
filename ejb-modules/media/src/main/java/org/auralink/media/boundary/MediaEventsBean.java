package org.auralink.media.boundary;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvents;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeAlive;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.StreamPosition;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.control.ReadOver;
import org.auralink.shared.policies.AwayException;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.traces.Spans;
import org.auralink.shared.web.Starting;
import org.auralink.shared.web.Stopping;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * Receives what media nodes tell. Opens no transaction of its own: the facade's ends before the node is asked anything.
 */
@MessageDriven(
        name = "MediaEventsBean",
        messageListenerInterface = MediaEvents.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "nodes", propertyValue = "${MPCONFIG=auralink.media.nodes}"),
            @ActivationConfigProperty(propertyName = "apiKey", propertyValue = "${MPCONFIG=auralink.media.api.key}"),
            @ActivationConfigProperty(
                    propertyName = "apiSecret",
                    propertyValue = "${MPCONFIG=auralink.media.api.secret}")
        })
@TransactionManagement(TransactionManagementType.BEAN)
public class MediaEventsBean implements MediaEvents {

    private static final Logger LOG = Logger.getLogger(MediaEventsBean.class.getName());

    @Inject
    private NodeEvents events;

    @Inject
    private MediaNodes nodes;

    @Inject
    private RoomObservers observers;

    @Inject
    private Guards guards;

    @Inject
    private NodeDirectory directory;

    @Inject
    private RoomMoves moves;

    @Inject
    private NodeLosses losses;

    @Inject
    private ReadOver readOver;

    @Inject
    private Clock clock;

    /** Those that no other server of the application follows; none before this one serves, and none any more before it stops. */
    @Override
    public Optional<Set<String>> followed() {
        if (Starting.isUnderWay()) {
            return Optional.of(Set.of());
        }
        Set<String> nodes = events.followed(directory.addresses());
        if (Stopping.isAnnounced()) {
            events.leave(nodes);
            return Optional.of(Set.of());
        }
        return Optional.of(events.follow(nodes));
    }

    @Override
    public Optional<StreamPosition> connected(NodeConnected node) {
        guards.nodeShowedLife(node.nodeUrl());
        Welcome welcome = events.connected(node);
        moves.move(welcome.homeless());
        events.leaveFormerNodes();
        List<String> over = events.reconcile(node, rooms(node, welcome.missedEvents()), welcome.missedEvents());
        // What was read over before comes again after the position that is told here.
        readOver.pending(node.nodeUrl());
        over.forEach(room -> close(node.nodeUrl(), room));
        return welcome.position();
    }

    @Override
    public void event(MediaEvent event) {
        String name = event.kind().name().toLowerCase(Locale.ROOT);
        Spans.hearing(name, event.traceparent(), () -> heard(event));
    }

    private void heard(MediaEvent event) {
        if (observers.concernedBy(event).isEmpty()) {
            readOver.next(event, clock.instant()).ifPresent(events::readOver);
            return;
        }
        events.apply(event).ifPresent(room -> close(event.nodeUrl(), room));
        // Its position is behind all that was read over before it.
        readOver.pending(event.nodeUrl());
    }

    @Override
    public void measured(ParticipantQuality quality) {
        observers.ownersOf(new RoomName(quality.roomName())).forEach(observer -> observer.measured(quality));
    }

    @Override
    public void nodeAlive(NodeAlive node) {
        guards.nodeShowedLife(node.nodeUrl());
        readOver.pending(node.nodeUrl()).ifPresent(events::readOver);
        events.alive(node);
    }

    /** Only when nothing else says that it is there: a stream that says nothing may be the stream's own fault. */
    @Override
    public boolean nodeLost(NodeLost node) {
        return losses.decide(node);
    }

    private Map<String, RoomState> rooms(NodeConnected node, boolean withParticipants) {
        URI url = URI.create(node.nodeUrl());
        Map<String, RoomState> rooms = new HashMap<>();
        for (NodeRoom room : nodes.listRooms(url)) {
            List<NodeParticipant> inside = withParticipants ? nodes.listParticipants(url, room.name()) : List.of();
            rooms.put(room.name(), new RoomState(room.sid(), inside));
        }
        return rooms;
    }

    /** A node that fails now is asked again when it connects the next time; its events must not wait for it. */
    private void close(String nodeUrl, String room) {
        try {
            nodes.closeRoom(URI.create(nodeUrl), room);
        } catch (MediaNodeException | AwayException | FaultToleranceException e) {
            LOG.log(Level.WARNING, "A room that must not be there could not be closed: {0}", e.toString());
        }
    }
}
