/** Decides which figures of this server Prometheus reads, and under which names. */
@NullMarked
package org.auralink.shared.metrics;

import org.jspecify.annotations.NullMarked;
