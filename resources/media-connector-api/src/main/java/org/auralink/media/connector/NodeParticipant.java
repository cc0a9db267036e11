package org.auralink.media.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A participant as the node knows it. Does not print who it is.
 *
 * @param sid the node's id of this joining ({@code PA_…}); the same person joining again gets another one
 * @param identity the identity of the join token
 * @param name the display name of the join token, possibly empty
 * @param metadata the metadata of the join token, possibly empty
 * @param joinedAt when the node let it in; {@code null} when the node did not tell
 */
public record NodeParticipant(
        String sid,
        String identity,
        String name,
        String metadata,
        @Nullable Instant joinedAt) {

    @Override
    public String toString() {
        return "NodeParticipant[" + sid + "]";
    }
}
