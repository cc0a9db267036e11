/** Judges what media nodes measured: which rules are broken, and what happened. Nothing here is stored. */
@NullMarked
package org.auralink.quality.control;

import org.jspecify.annotations.NullMarked;
