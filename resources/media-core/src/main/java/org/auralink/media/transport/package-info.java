/**
 * One client's association: what a datagram is, what of it reaches the room, and why the rest is dropped.
 */
@NullMarked
package org.auralink.media.transport;

import org.jspecify.annotations.NullMarked;
