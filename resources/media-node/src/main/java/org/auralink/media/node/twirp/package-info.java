/** Decides how LiveKit's server API (Twirp: one POST per method, JSON or protobuf) is authorised and answered. */
@NullMarked
package org.auralink.media.node.twirp;

import org.jspecify.annotations.NullMarked;
