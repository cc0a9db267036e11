/** The only door to calls: facades, their records, and the bean that receives the events of media nodes. */
@NullMarked
package org.auralink.calls.boundary;

import org.jspecify.annotations.NullMarked;
