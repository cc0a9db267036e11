/**
 * The door at /auth/v1, in Supabase Auth's shapes.
 */
@NullMarked
package org.auralink.auth;

import org.jspecify.annotations.NullMarked;
