/**
 * Who is asking, told to PostgreSQL at the start of each transaction.
 */
@NullMarked
package org.auralink.shared.persistence;

import org.jspecify.annotations.NullMarked;
