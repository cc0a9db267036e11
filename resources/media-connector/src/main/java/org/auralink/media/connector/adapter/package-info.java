/**
 * The resource adapter that carries the connector's interfaces to media nodes over LiveKit's Twirp API.
 */
@NullMarked
package org.auralink.media.connector.adapter;

import org.jspecify.annotations.NullMarked;
