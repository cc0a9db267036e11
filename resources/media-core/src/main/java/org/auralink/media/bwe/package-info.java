/**
 * How much may be sent to one client: estimated by the sender from what the client says arrived, and when
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01, draft-ietf-rmcat-gcc-02). One estimator per connection; pure logic,
 * times in nanoseconds of the loop's clock, rates in bits per second.
 */
@NullMarked
package org.auralink.media.bwe;

import org.jspecify.annotations.NullMarked;
