package org.auralink.media.node.twirp;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.auralink.media.node.http.Exchange;

/** Who answers a call whose token this node does not know. */
@FunctionalInterface
public interface Elsewhere {
    /** Nobody does. */
    Elsewhere NOWHERE = (exchange, method, request) -> Optional.empty();

    /**
     * Asks for the answer.
     *
     * @param method its name alone
     * @param request the call's message, which is read when it is asked for, and fails with {@link TwirpError} when it cannot
     * @return empty when the token is for this node; else the answer, which may fail with {@link TwirpError}
     */
    Optional<CompletionStage<Message>> ask(Exchange exchange, String method, Supplier<Message> request);
}
