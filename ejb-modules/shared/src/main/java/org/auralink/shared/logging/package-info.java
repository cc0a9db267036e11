/** Decides how a line of this server's log looks. */
@NullMarked
package org.auralink.shared.logging;

import org.jspecify.annotations.NullMarked;
