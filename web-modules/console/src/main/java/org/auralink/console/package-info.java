/**
 * Serves the web app.
 */
@NullMarked
package org.auralink.console;

import org.jspecify.annotations.NullMarked;
