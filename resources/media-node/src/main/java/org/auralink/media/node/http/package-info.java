/** Decides how HTTP and WebSocket traffic on the node's one TCP port is accepted, limited, routed and answered. */
@NullMarked
package org.auralink.media.node.http;

import org.jspecify.annotations.NullMarked;
