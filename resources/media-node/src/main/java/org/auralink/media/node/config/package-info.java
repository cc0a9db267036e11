/** Decides what a valid configuration of the node is, and what each setting is when it is not written. */
@NullMarked
package org.auralink.media.node.config;

import org.jspecify.annotations.NullMarked;
