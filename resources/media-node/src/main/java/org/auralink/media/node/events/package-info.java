/** Decides what the control plane learns about rooms, and that it learns it in order, without gaps, and resumably. */
@NullMarked
package org.auralink.media.node.events;

import org.jspecify.annotations.NullMarked;
