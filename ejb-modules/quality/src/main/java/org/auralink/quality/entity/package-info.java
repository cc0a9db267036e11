/** Issues and alerts with their states, and every bound of the capability. */
@NullMarked
package org.auralink.quality.entity;

import org.jspecify.annotations.NullMarked;
