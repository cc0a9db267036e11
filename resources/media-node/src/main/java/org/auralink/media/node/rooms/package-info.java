/** Decides which loop a room lives on, brings calls to it from other threads, and tells outside what happens in it. */
@NullMarked
package org.auralink.media.node.rooms;

import org.jspecify.annotations.NullMarked;
