/** Endpoints, events, deliveries and dead letters, and what may become of each. */
@NullMarked
package org.auralink.webhooks.entity;

import org.jspecify.annotations.NullMarked;
