/**
 * What can be wrong with an installation, how it is looked for, and what mends it: shared by {@code ./auralink doctor}, the
 * migrator and the application, so that all three say the same of the same.
 */
@NullMarked
package org.auralink.findings;

import org.jspecify.annotations.NullMarked;
