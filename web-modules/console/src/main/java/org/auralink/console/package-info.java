/**
 * Serves the web app: which addresses are pages of it, how long a browser keeps what it got, and what a page may do.
 */
@NullMarked
package org.auralink.console;

import org.jspecify.annotations.NullMarked;
