/**
 * ICE-lite (RFC 8445 2.5): which addresses a client may be reached at, and when it is no longer there.
 */
@NullMarked
package org.auralink.media.ice;

import org.jspecify.annotations.NullMarked;
