/**
 * Sign-in at providers of OpenID Connect: which there are, what they say of themselves, and whether what they say of a person
 * is theirs and meant for us.
 */
@NullMarked
package org.auralink.identity.control.oidc;

import org.jspecify.annotations.NullMarked;
