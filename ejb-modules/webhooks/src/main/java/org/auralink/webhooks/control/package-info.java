/** How an event is signed and sent, and to which addresses nothing is ever sent. */
@NullMarked
package org.auralink.webhooks.control;

import org.jspecify.annotations.NullMarked;
