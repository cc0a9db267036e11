package org.auralink.media.node.webhooks;

import java.time.Duration;

/**
 * What a receiver may cost, and how long it is given.
 *
 * @param lanes requests to one receiver at a time. Events of one room keep to one of them, so that they stay in order;
 *     what holds up one room holds up an eighth of the others
 * @param connect time for a connection
 * @param answer time for the whole exchange
 * @param firstRetry after a failure; doubled with each further one, and varied by up to a half, so that nodes do not come
 *     together
 * @param longestRetry the doubling ends here: a receiver that is back waits no longer
 * @param keep how long an event is tried. The events of a receiver's restart or of a short outage arrive late; what is
 *     older is of no use to anybody who reacts to it
 * @param refusals how often a receiver may say that the event is wrong (a status of 4xx other than 408 and 429), until it
 *     is believed
 */
record WebhookLimits(
        int lanes,
        Duration connect,
        Duration answer,
        Duration firstRetry,
        Duration longestRetry,
        Duration keep,
        int refusals) {
    static final WebhookLimits DEFAULT = new WebhookLimits(
            8,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            Duration.ofMinutes(10),
            3);
}
