/**
 * Accounts, sessions and tokens, compatible with Supabase Auth.
 */
@NullMarked
package org.auralink.identity;

import org.jspecify.annotations.NullMarked;
