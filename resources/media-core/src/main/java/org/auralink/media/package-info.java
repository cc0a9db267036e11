/**
 * The SFU as pure logic: no sockets, no threads, no clock, no Netty, no protobuf.
 */
@NullMarked
package org.auralink.media;

import org.jspecify.annotations.NullMarked;
