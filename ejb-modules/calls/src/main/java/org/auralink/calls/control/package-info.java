/**
 * What follows from a change of a call, whoever makes it.
 */
@NullMarked
package org.auralink.calls.control;

import org.jspecify.annotations.NullMarked;
