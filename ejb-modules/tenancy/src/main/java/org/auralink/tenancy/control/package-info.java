/**
 * The pools through which the whole application reaches PostgreSQL.
 */
@NullMarked
package org.auralink.tenancy.control;

import org.jspecify.annotations.NullMarked;
