/**
 * Messages that nobody thought of, and what reading each of them may cost.
 */
@NullMarked
package org.auralink.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
