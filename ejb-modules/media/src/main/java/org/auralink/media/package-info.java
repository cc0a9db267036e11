/**
 * The fleet of media nodes: which there are, which room is on which of them, and what they tell.
 */
@NullMarked
package org.auralink.media;

import org.jspecify.annotations.NullMarked;
