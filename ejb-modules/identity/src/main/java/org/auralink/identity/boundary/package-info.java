/**
 * The door of accounts, sessions and access tokens; here transactions begin.
 */
@NullMarked
package org.auralink.identity.boundary;

import org.jspecify.annotations.NullMarked;
