package org.auralink.media.room.model;

/**
 * One encoding of a simulcast track, as its publisher announced it.
 *
 * @param quality which of them
 * @param width in pixels
 * @param height in pixels
 * @param bitrateBps bits per second the publisher aims at
 */
public record VideoLayer(VideoQuality quality, int width, int height, int bitrateBps) {}
