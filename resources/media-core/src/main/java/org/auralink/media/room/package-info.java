/** Decides who is in a room, what each may publish and receive, and negotiates it with each client. One thread. */
@NullMarked
package org.auralink.media.room;

import org.jspecify.annotations.NullMarked;
