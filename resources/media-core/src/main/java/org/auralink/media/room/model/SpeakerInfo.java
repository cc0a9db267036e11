package org.auralink.media.room.model;

/**
 * A change of who speaks.
 *
 * @param sid the participant
 * @param level 0 (silent) to 1
 * @param active whether it speaks now
 */
public record SpeakerInfo(ParticipantSid sid, float level, boolean active) {}
