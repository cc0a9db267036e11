/** Decides whether what this server needs is there, without anybody having to wait for what is not. */
@NullMarked
package org.auralink.shared.health;

import org.jspecify.annotations.NullMarked;
