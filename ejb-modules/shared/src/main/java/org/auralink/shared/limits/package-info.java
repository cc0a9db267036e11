/**
 * How often somebody may ask: whose request it is, the limits, and the buckets that count.
 */
@NullMarked
package org.auralink.shared.limits;

import org.jspecify.annotations.NullMarked;
