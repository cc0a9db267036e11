/** The only door to the quality of calls: what is read, written and told live. */
@NullMarked
package org.auralink.quality.boundary;

import org.jspecify.annotations.NullMarked;
