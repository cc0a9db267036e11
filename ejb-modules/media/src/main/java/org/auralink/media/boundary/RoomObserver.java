package org.auralink.media.boundary;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.ParticipantQuality;

/**
 * A capability that wants to know what happens in rooms. Implemented in its boundary by an {@code @ApplicationScoped} bean
 * that hands what has to be written to a stateless session bean, whose methods have the transaction attribute
 * {@code MANDATORY}; every bean of the application that implements it is found. Not by the session bean itself: Payara
 * Server 6 finds it in an EAR, and then cannot call it by an interface of another module.
 *
 * <p>What is told is told inside the transaction that moves the position in the node's event stream, on connections of
 * {@code java:app/jdbc/auralinkEvents}. So one event has one effect: when an observer throws, nothing of the event is
 * written, by nobody, and it is delivered again until all of them return. An observer must not ask anybody outside the
 * database, must bear any text that a node sends, and sees the events of one node one at a time and in order, those of
 * several nodes at once.
 */
public interface RoomObserver {

    /** What changes who is in which room. */
    Set<MediaEvent.Kind> MOVEMENTS = Set.copyOf(EnumSet.of(
            MediaEvent.Kind.ROOM_STARTED,
            MediaEvent.Kind.ROOM_FINISHED,
            MediaEvent.Kind.PARTICIPANT_JOINED,
            MediaEvent.Kind.PARTICIPANT_LEFT));

    /**
     * Whether this capability's rooms have such names. Several observers may own a name: one whose room it is, and others
     * that watch. Asked for each event and outside of transactions, so it looks at the name's form and nowhere else.
     */
    boolean owns(RoomName room);

    /**
     * Of which events it wants to be told. An event that nobody wants costs no transaction, so that who makes a node tell
     * much does not delay everybody: an observer of frequent kinds pays for each of them with one.
     */
    default Set<MediaEvent.Kind> kinds() {
        return MOVEMENTS;
    }

    /** Observers are told in this order, smaller ones first: who writes what others read comes before them. */
    default int order() {
        return 0;
    }

    /** Something of its {@link #kinds} happened in a room that it owns. Told once, except after a rollback. */
    void happened(MediaEvent event);

    /**
     * How somebody's media is in a room that it owns, every few seconds. Outside of any transaction, not repeated when it
     * fails, and the events of the node wait for it: it must only hand over.
     */
    default void measured(ParticipantQuality quality) {}

    /** A node is gone, and every room with it. */
    void lost(LostNode node);

    /**
     * Rooms with people that go on at another node although theirs is gone: asked after {@link #lost}, in the same
     * transaction. They are opened there once the transaction is over, and {@link #moved} tells where; until then, as long
     * as there is no other node, and also when this server ends in between, they are {@link #homeless}.
     */
    default List<RoomRequest> goesOn(LostNode node) {
        return List.of();
    }

    /** Rooms whose people wait for another node, or for nobody to come any more. Asked every few seconds. */
    default List<RoomRequest> homeless() {
        return List.of();
    }

    /**
     * The room is open on another node than before, in a transaction of its own. What an owner of a lower epoch tells of
     * the room from now on is out of date.
     */
    default void moved(OpenedRoom room) {}

    /**
     * A node that is being emptied holds the room, and will end it in a moment.
     *
     * @return how it is opened elsewhere; empty when it may end there
     */
    default Optional<RoomRequest> leaves(RoomName room, String nodeId) {
        return Optional.empty();
    }

    /** A node connected; what it holds now. What happened before as far as it still tells comes as events afterwards. */
    default void found(FoundRooms rooms) {}

    /**
     * Whether somebody who is in a room of this name on the node is in the wrong place, because what the room is for is
     * over or takes place elsewhere: the room will be closed there. Asked after {@link #happened} and {@link #found}, in
     * the same transaction, and again when an event is delivered again.
     */
    default boolean isStray(RoomName room, String nodeId) {
        return false;
    }
}
