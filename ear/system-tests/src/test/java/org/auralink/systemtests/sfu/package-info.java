/** Drives real participants, official clients in a real browser, against a media node. */
@NullMarked
package org.auralink.systemtests.sfu;

import org.jspecify.annotations.NullMarked;
