package org.auralink.media.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The controlled, lite side of ICE (RFC 8445 2.5, 7.3): answers authenticated checks and follows the pair that the
 * client nominates. It looks for no pairs, so the client's candidates do not matter; the checks it writes only ask an
 * address that the client was heard from whether it can receive (RFC 8445 19.5.1, RFC 7675).
 */
public final class IceLiteAgent {
    private Own local;
    private @Nullable Own previous;
    private @Nullable IceCredentials remote;
    private @Nullable StunIntegrity remoteKey;
    private long lastCheckNanos;

    /** Credentials of ours, with what checks them. */
    private record Own(IceCredentials credentials, StunIntegrity key) {
        static Own of(IceCredentials credentials) {
            return new Own(credentials, new StunIntegrity(credentials.password()));
        }

        boolean isMeantBy(StunRequest request) {
            return request.receiverUfrag().equals(credentials.ufrag());
        }
    }

    /** What became of a request. */
    public enum Outcome {
        /** Not ours: the user name or the password is wrong. No answer. */
        UNAUTHENTICATED,
        /** Refused with an answer. */
        REFUSED,
        /** Good; the client may use this address. */
        CHECKED,
        /** Good, and the client wants this address to be used. */
        NOMINATED
    }

    /**
     * An answered request.
     *
     * @param answer what to send back, null for nothing
     * @param beforeRestart whether it named our credentials from before the restart that is under way
     */
    public record Result(Outcome outcome, byte @Nullable [] answer, boolean beforeRestart) {}

    /** With credentials of ours. */
    public IceLiteAgent(IceCredentials local) {
        this.local = Own.of(local);
    }

    /** Ours at present. */
    public IceCredentials local() {
        return local.credentials;
    }

    /** Ours before the restart that is under way, or null. */
    public @Nullable IceCredentials previous() {
        Own before = previous;
        return before == null ? null : before.credentials;
    }

    /** The client's, or null while unknown. */
    public @Nullable IceCredentials remote() {
        return remote;
    }

    /** What the client's session description says. Checks with another fragment of the client are refused after it. */
    public void setRemote(IceCredentials credentials) {
        if (!credentials.equals(remote)) {
            remote = credentials;
            remoteKey = new StunIntegrity(credentials.password());
        }
    }

    /**
     * New credentials of ours; the old ones are good until a check with the new ones comes, so that the client's
     * consent does not lapse while the descriptions travel.
     */
    public IceCredentials restart() {
        previous = local;
        local = Own.of(IceCredentials.random());
        remote = null;
        remoteKey = null;
        return local.credentials;
    }

    /** A check of ours; null while the client's credentials are unknown. */
    public byte @Nullable [] check(StunTransaction transaction) {
        IceCredentials known = remote;
        StunIntegrity key = remoteKey;
        return known == null || key == null
                ? null
                : StunCheck.write(transaction, known, local.credentials.ufrag(), key);
    }

    /**
     * Whether the datagram answers the check with this transaction, authenticated by the client's password, as success
     * or error: either shows that whoever answers got the check. It is no sign of the client that {@link #onRequest}
     * knows of.
     */
    public boolean isAnswer(byte[] buf, int from, int size, StunTransaction transaction) {
        StunIntegrity key = remoteKey;
        return key != null && StunAnswer.isGood(buf, from, size, transaction, key);
    }

    /** Answers a check. It counts as a sign of the client only once {@link #admitted} was called. */
    public Result onRequest(StunRequest request, InetSocketAddress source) {
        IceCredentials known = remote;
        Own before = previous;
        boolean old = before != null && before.isMeantBy(request);
        Own ours = old && before != null ? before : local;
        boolean ufrags = ours.isMeantBy(request)
                && (old || known == null || request.senderUfrag().equals(known.ufrag()));
        if (!ufrags || !request.isFrom(ours.key)) {
            return new Result(Outcome.UNAUTHENTICATED, null, old);
        }
        if (request.unknownAttributes().length > 0) {
            return refuse(request, StunResponse.UNKNOWN_ATTRIBUTE, "Unknown Attribute", ours.key);
        }
        if (request.claimsControlledRole()) {
            return refuse(request, StunResponse.ROLE_CONFLICT, "Role Conflict", ours.key);
        }
        Outcome outcome = request.useCandidate() ? Outcome.NOMINATED : Outcome.CHECKED;
        return new Result(outcome, StunResponse.success(request, source, ours.key), old);
    }

    /** A good check came from an address that is the client's: consent goes on, and a restart is complete. */
    public void admitted(long now, Result result) {
        if (!result.beforeRestart()) {
            previous = null;
        }
        lastCheckNanos = now;
    }

    private static Result refuse(StunRequest request, int code, String reason, StunIntegrity key) {
        return new Result(Outcome.REFUSED, StunResponse.error(request, code, reason, key), false);
    }

    /** When the last good check came, in nanoseconds of the loop's clock; zero when none did. */
    public long lastCheckNanos() {
        return lastCheckNanos;
    }
}
