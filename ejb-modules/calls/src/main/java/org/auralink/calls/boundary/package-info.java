/** The only door to calls: facades, their records, and what becomes of the events of media nodes. */
@NullMarked
package org.auralink.calls.boundary;

import org.jspecify.annotations.NullMarked;
