package org.auralink.media.node.organizations;

import java.util.Map;

/**
 * What the control plane answered, or would have if it had.
 *
 * @param status of HTTP; 503 when no answer came
 * @param body JSON, of a refusal the sentence for the caller
 * @param headers of a refusal: {@code Retry-After}, when trying again makes sense
 */
record Asked(int status, String body, Map<String, String> headers) {
    boolean isGood() {
        return status == 200;
    }
}
