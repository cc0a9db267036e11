/**
 * What comes over a connection of the web port before it is a request, and what goes back: HTTP/1.1 as RFC 9112 writes it,
 * HTTP/2 (RFC 9113) where TLS has negotiated it, and nothing else.
 */
@NullMarked
package org.auralink.shared.http;

import org.jspecify.annotations.NullMarked;
