/** Decides how a client opens, resumes and closes its signalling connection, and carries its messages to the room. */
@NullMarked
package org.auralink.media.node.signal;

import org.jspecify.annotations.NullMarked;
