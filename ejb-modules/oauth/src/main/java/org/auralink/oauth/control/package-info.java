/**
 * How requests of OAuth are read, and what the provider says about itself.
 */
@NullMarked
package org.auralink.oauth.control;

import org.jspecify.annotations.NullMarked;
