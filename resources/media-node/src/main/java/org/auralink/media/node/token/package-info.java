/** Decides who may do what: checks LiveKit access tokens (HS256 JWT) and mints the ones clients reconnect with. */
@NullMarked
package org.auralink.media.node.token;

import org.jspecify.annotations.NullMarked;
