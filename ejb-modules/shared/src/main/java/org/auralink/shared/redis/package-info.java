/**
 * The one Redis client of the control plane.
 */
@NullMarked
package org.auralink.shared.redis;

import org.jspecify.annotations.NullMarked;
