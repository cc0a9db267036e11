/**
 * A participant without a browser, written apart from the node's own ICE, DTLS and SRTP: for rehearsing before a node is
 * ready, and for tests and load, where it decides whether these answer as they should.
 */
@NullMarked
package org.auralink.media.node.client;

import org.jspecify.annotations.NullMarked;
