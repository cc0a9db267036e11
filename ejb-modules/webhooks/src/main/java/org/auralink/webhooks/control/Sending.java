package org.auralink.webhooks.control;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.SigningSecret;

/** One attempt to deliver. */
public final class Sending {
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final Receiver receiver;
    private final Clock clock;

    public Sending(Receiver receiver, Clock clock) {
        this.receiver = receiver;
        this.clock = clock;
    }

    /**
     * Posts a body, signed with the first secret. While a second is used too, a receiver that refuses the one is asked at
     * once with the other: it may not have the new secret yet, or already have only that.
     *
     * @param endpoint whose id is the key of the signature
     */
    public Answer send(
            UUID endpoint, URI url, byte[] body, List<SigningSecret> secrets, Receiver.EventHeaders headers) {
        Answer answer = Answer.none("The endpoint has no secret to sign with.", java.time.Duration.ZERO);
        for (SigningSecret secret : secrets) {
            answer = receiver.post(url, body, Signature.of(endpoint, secret, body, clock.instant()), headers);
            if (answer.isSuccess() || !mayBeTheSignature(answer.status())) {
                return answer;
            }
        }
        return answer;
    }

    /** Whether a receiver may mean the signature; some answer 500 when their check of it throws. */
    private static boolean mayBeTheSignature(int status) {
        return status / 100 >= 4
                && status != TIMED_OUT
                && status != TOO_MANY
                && (status < BAD_GATEWAY || status > GATEWAY_TIMEOUT);
    }
}
