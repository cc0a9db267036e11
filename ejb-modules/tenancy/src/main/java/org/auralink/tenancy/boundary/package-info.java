/**
 * The door of organizations and memberships; here transactions begin.
 */
@NullMarked
package org.auralink.tenancy.boundary;

import org.jspecify.annotations.NullMarked;
