/**
 * Which Java runtime of this machine runs the servers, with which release of Payara Micro and which options. The launcher
 * and the tests inside the container ask here, so that both run the same.
 */
@NullMarked
package org.auralink.jdks;

import org.jspecify.annotations.NullMarked;
