/**
 * Networks that behave badly in a way that can be repeated: what happens to a packet follows from a seed, and time is
 * whatever the caller says. Nothing here waits, has a thread or opens a socket.
 */
@NullMarked
package org.auralink.media.netem;

import org.jspecify.annotations.NullMarked;
