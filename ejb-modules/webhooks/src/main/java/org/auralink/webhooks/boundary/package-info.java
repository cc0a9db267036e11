/** The door of webhooks: here transactions begin, and here the outbox takes part in those of others. */
@NullMarked
package org.auralink.webhooks.boundary;

import org.jspecify.annotations.NullMarked;
