/** Decides when receivers of webhooks are told what, in which order, how often again, and when an event is given up. */
@NullMarked
package org.auralink.media.node.webhooks;

import org.jspecify.annotations.NullMarked;
