/**
 * The database: migrations, the migrator's main, proofs of row level security.
 */
@NullMarked
package org.auralink.db;

import org.jspecify.annotations.NullMarked;
