/** How far the events of each node have been applied, and the bounds of this capability. */
@NullMarked
package org.auralink.media.entity;

import org.jspecify.annotations.NullMarked;
