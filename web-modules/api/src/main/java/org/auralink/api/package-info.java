/**
 * The door at /api/v1.
 */
@NullMarked
package org.auralink.api;

import org.jspecify.annotations.NullMarked;
