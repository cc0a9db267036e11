/** Proves the whole product from outside: real browsers, official SDKs, and the stack that the launcher starts. */
@NullMarked
package org.auralink.systemtests;

import org.jspecify.annotations.NullMarked;
