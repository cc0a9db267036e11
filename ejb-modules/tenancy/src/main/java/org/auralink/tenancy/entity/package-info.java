/**
 * Organizations and memberships as they stand in the database.
 */
@NullMarked
package org.auralink.tenancy.entity;

import org.jspecify.annotations.NullMarked;
