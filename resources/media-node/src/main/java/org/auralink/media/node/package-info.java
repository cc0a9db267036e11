/**
 * The process around the media core: event loops, LiveKit signalling, Twirp, configuration, metrics.
 */
@NullMarked
package org.auralink.media.node;

import org.jspecify.annotations.NullMarked;
