/**
 * Passwords, signatures and the rules of rotation: logic without a database.
 */
@NullMarked
package org.auralink.identity.control;

import org.jspecify.annotations.NullMarked;
