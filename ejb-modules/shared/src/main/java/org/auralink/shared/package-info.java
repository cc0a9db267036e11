/**
 * What every capability needs: tenancy context, refusals, ids.
 */
@NullMarked
package org.auralink.shared;

import org.jspecify.annotations.NullMarked;
