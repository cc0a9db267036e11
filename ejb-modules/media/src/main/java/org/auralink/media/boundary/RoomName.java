package org.auralink.media.boundary;

/**
 * The name of a room on a media node. A room belongs to the capability whose {@link RoomObserver} says that it
 * {@linkplain RoomObserver#owns owns} it, which that tells from the name's form alone; a room that none of them owns was
 * opened by somebody else, and what happens in it is read over. The names of two capabilities must differ in form.
 *
 * @param value as it goes over the wire; of rooms of others anything that a node lets through
 */
public record RoomName(String value) {

    @Override
    public String toString() {
        return value;
    }
}
