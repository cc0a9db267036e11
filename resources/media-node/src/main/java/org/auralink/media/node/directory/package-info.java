/** Decides how the node makes itself known to the control plane: a short-lived entry in Redis. */
@NullMarked
package org.auralink.media.node.directory;

import org.jspecify.annotations.NullMarked;
