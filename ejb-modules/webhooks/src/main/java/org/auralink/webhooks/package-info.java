/**
 * What happens in calls, told to the systems of the organizations that they belong to: which receivers there are, what is
 * sent to them in which order, and what becomes of what cannot be delivered.
 */
@NullMarked
package org.auralink.webhooks;

import org.jspecify.annotations.NullMarked;
