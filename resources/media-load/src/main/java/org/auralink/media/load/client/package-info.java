/**
 * A WebRTC client without a browser, written apart from the node's own code: it decides whether the node's ICE, DTLS and
 * SRTP answer as they should. For tests and load.
 */
@NullMarked
package org.auralink.media.load.client;

import org.jspecify.annotations.NullMarked;
