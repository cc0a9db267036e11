/** Decides which figures the node exposes to Prometheus, under which names, and to whom. */
@NullMarked
package org.auralink.media.node.metrics;

import org.jspecify.annotations.NullMarked;
