/**
 * ICE-lite (RFC 8445 2.5): which addresses a client may be reached at, and when it is no longer there. It looks for no
 * pairs; its own checks ask an address whether the client receives there.
 */
@NullMarked
package org.auralink.media.ice;

import org.jspecify.annotations.NullMarked;
