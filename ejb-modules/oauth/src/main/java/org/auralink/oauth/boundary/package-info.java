/**
 * The door of clients, what they ask people for, and what they get; here transactions begin.
 */
@NullMarked
package org.auralink.oauth.boundary;

import org.jspecify.annotations.NullMarked;
