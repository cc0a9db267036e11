/**
 * Organizations and memberships.
 */
@NullMarked
package org.auralink.tenancy;

import org.jspecify.annotations.NullMarked;
