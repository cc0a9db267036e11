/**
 * Accounts, sessions and refresh tokens as they stand in the database, and the values in them.
 */
@NullMarked
package org.auralink.identity.entity;

import org.jspecify.annotations.NullMarked;
