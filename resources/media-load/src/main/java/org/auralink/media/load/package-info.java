/**
 * Load generator and benchmarks for the media node.
 */
@NullMarked
package org.auralink.media.load;

import org.jspecify.annotations.NullMarked;
