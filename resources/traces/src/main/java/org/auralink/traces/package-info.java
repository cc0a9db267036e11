/** What a request or a join took, and what it belongs to, as spans of OpenTelemetry. */
@NullMarked
package org.auralink.traces;

import org.jspecify.annotations.NullMarked;
