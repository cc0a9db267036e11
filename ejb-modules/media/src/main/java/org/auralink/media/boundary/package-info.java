/**
 * The only door to the media nodes: {@link org.auralink.media.boundary.Rooms} for what is asked of them,
 * {@link org.auralink.media.boundary.RoomObserver} for what they tell.
 */
@NullMarked
package org.auralink.media.boundary;

import org.jspecify.annotations.NullMarked;
