/** Decides how the core's values look as LiveKit's protobuf messages, and what LiveKit's requests mean to the core. */
@NullMarked
package org.auralink.media.node.protocol;

import org.jspecify.annotations.NullMarked;
