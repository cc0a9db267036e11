/** What the room knows of each codec: how it is described, which packets a decoder can begin with, and what is rewritten. */
@NullMarked
package org.auralink.media.codec;

import org.jspecify.annotations.NullMarked;
