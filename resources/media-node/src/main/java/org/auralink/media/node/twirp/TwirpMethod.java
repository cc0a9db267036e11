package org.auralink.media.node.twirp;

import com.google.protobuf.Message;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.auralink.media.node.token.VideoGrant;

/**
 * One method of a service.
 *
 * @param name as in the request path
 * @param request an empty request message, which says how to parse a body
 * @param mayCall whether the bearer of these grants may make any such request; asked before one is read
 * @param allowed whether the bearer of these grants may make this request
 * @param call does it, by the room's epoch that the caller shows, 0 for none; may fail with {@link TwirpError}, thrown or
 *     as the stage's failure
 */
record TwirpMethod<Q extends Message>(
        String name, Q request, Predicate<VideoGrant> mayCall, BiPredicate<VideoGrant, Q> allowed, EpochCall<Q> call) {
    /** Does what is asked by somebody who counts owners of rooms, or does not. */
    @FunctionalInterface
    interface EpochCall<Q extends Message> {
        /** @param epoch 0 for none */
        CompletionStage<? extends Message> apply(Q request, long epoch);
    }

    /** A method to which it is all the same who owns the room. */
    TwirpMethod(
            String name,
            Q request,
            Predicate<VideoGrant> mayCall,
            BiPredicate<VideoGrant, Q> allowed,
            Function<Q, CompletionStage<? extends Message>> call) {
        this(name, request, mayCall, allowed, (asked, epoch) -> call.apply(asked));
    }
}
