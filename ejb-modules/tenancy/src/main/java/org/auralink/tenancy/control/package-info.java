/**
 * The pools through which the whole application reaches PostgreSQL, and whether the server is fit to take requests.
 */
@NullMarked
package org.auralink.tenancy.control;

import org.jspecify.annotations.NullMarked;
