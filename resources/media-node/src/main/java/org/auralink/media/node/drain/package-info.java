/** Decides how the node is emptied before it goes away, and that people find their calls again elsewhere. */
@NullMarked
package org.auralink.media.node.drain;

import org.jspecify.annotations.NullMarked;
