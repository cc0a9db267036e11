/**
 * Whom a person knows here: asked for, agreed to, called, and kept away.
 */
@NullMarked
package org.auralink.contacts;

import org.jspecify.annotations.NullMarked;
