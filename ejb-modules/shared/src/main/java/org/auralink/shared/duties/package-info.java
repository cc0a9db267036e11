/** What the application does again and again by itself, and what becomes of it when that fails. */
@NullMarked
package org.auralink.shared.duties;

import org.jspecify.annotations.NullMarked;
