/**
 * What the application sees of a media node: one outbound connection and one inbound listener.
 */
@NullMarked
package org.auralink.media.connector;

import org.jspecify.annotations.NullMarked;
