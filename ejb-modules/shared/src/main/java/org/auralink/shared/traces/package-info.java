/** The spans of the application server. */
@NullMarked
package org.auralink.shared.traces;

import org.jspecify.annotations.NullMarked;
