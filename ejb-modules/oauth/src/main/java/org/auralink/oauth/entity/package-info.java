/**
 * Clients, what they ask for, and what people agreed to.
 */
@NullMarked
package org.auralink.oauth.entity;

import org.jspecify.annotations.NullMarked;
