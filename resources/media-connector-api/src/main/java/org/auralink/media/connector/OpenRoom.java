package org.auralink.media.connector;

import java.time.Duration;

/**
 * A room to be opened.
 *
 * @param name the room's name, unique on the node
 * @param maxParticipants how many may be in it at once; 0 leaves the node's default
 * @param waits how long it waits for its first participant, in whole seconds; 0 leaves the node's default
 */
public record OpenRoom(String name, int maxParticipants, Duration waits) {}
