/**
 * RTCP (RFC 3550, 4585, 5104): how feedback is read and written.
 */
@NullMarked
package org.auralink.media.rtcp;

import org.jspecify.annotations.NullMarked;
