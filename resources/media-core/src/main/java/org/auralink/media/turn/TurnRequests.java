package org.auralink.media.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.auralink.media.ice.StunIntegrity;
import org.auralink.media.ice.StunWriter;
import org.jspecify.annotations.Nullable;

/** Answers the requests of the relay's clients (RFC 8656 7 to 12): who may have what. One thread. */
final class TurnRequests {
    private static final List<Integer> KNOWN = List.of(
            TurnNumbers.USERNAME,
            TurnNumbers.REALM,
            TurnNumbers.NONCE,
            TurnNumbers.LIFETIME,
            TurnNumbers.CHANNEL_NUMBER,
            TurnNumbers.XOR_PEER_ADDRESS,
            TurnNumbers.REQUESTED_ADDRESS_FAMILY,
            TurnNumbers.REQUESTED_TRANSPORT,
            // Nothing is sent that could be cut.
            TurnNumbers.DONT_FRAGMENT);

    private final TurnLimits limits;
    private final TurnSecret secret;
    private final RelayPeers peers;
    private final Allocations allocations;
    private final LongUnaryOperator unixSeconds;
    private final End end;

    /** Ends an allocation. */
    interface End {
        void end(long now, Allocation allocation);
    }

    TurnRequests(
            TurnLimits limits,
            TurnSecret secret,
            RelayPeers peers,
            Allocations allocations,
            LongUnaryOperator unixSeconds,
            End end) {
        this.limits = limits;
        this.secret = secret;
        this.peers = peers;
        this.allocations = allocations;
        this.unixSeconds = unixSeconds;
        this.end = end;
    }

    /** The answer to a request; null for what is none of ours. */
    byte @Nullable [] answer(long now, TurnClient client, @Nullable Allocation allocation, TurnMessage request) {
        return switch (request.method()) {
            case TurnNumbers.BINDING -> mapped(client, request);
            case TurnNumbers.ALLOCATE, TurnNumbers.REFRESH, TurnNumbers.CREATE_PERMISSION, TurnNumbers.CHANNEL_BIND ->
                authenticate(now, client, allocation, request);
            default -> null;
        };
    }

    /** Where a request came from, as any STUN server says it: clients ask their TURN server for it. */
    private static byte[] mapped(TurnClient client, TurnMessage request) {
        StunWriter out = TurnAnswers.success(request);
        out.addAddress(TurnNumbers.XOR_MAPPED_ADDRESS, client.address());
        return out.finish();
    }

    private byte[] authenticate(long now, TurnClient client, @Nullable Allocation allocation, TurnMessage request) {
        String username = request.text(TurnNumbers.USERNAME);
        String nonce = request.text(TurnNumbers.NONCE);
        if (!request.hasIntegrity()) {
            return challenge(now, client, request, TurnRefusal.UNAUTHENTICATED);
        }
        String realm = request.text(TurnNumbers.REALM);
        if (username == null || nonce == null || realm == null) {
            return TurnAnswers.refusal(request, TurnRefusal.BAD_REQUEST);
        }
        if (!TurnSecret.REALM.equals(realm)) {
            // It has another server's in mind, and learns ours.
            return challenge(now, client, request, TurnRefusal.UNAUTHENTICATED);
        }
        if (!secret.isNonce(unixSeconds.applyAsLong(now), name(client), nonce)) {
            return challenge(now, client, request, TurnRefusal.STALE_NONCE);
        }
        if (TurnSecret.participant(username) == null) {
            return challenge(now, client, request, TurnRefusal.UNAUTHENTICATED);
        }
        StunIntegrity key =
                allocation != null && allocation.username().equals(username) ? allocation.key() : secret.key(username);
        if (!request.isFrom(key)) {
            return challenge(now, client, request, TurnRefusal.UNAUTHENTICATED);
        }
        List<Integer> unknown = request.unknown(KNOWN);
        if (!unknown.isEmpty()) {
            return TurnAnswers.unknown(request, unknown, key);
        }
        if (request.method() == TurnNumbers.ALLOCATE) {
            if (allocation == null) {
                return allocate(now, client, request, username, key);
            }
            // Whose answer was lost asks the same again (RFC 8489 6.3.1).
            return allocation.username().equals(username) && request.hasTransaction(allocation.transaction())
                    ? allocated(now, allocation, request)
                    : TurnAnswers.refusal(request, TurnRefusal.ALLOCATION_MISMATCH, key);
        }
        if (allocation == null || !allocation.username().equals(username)) {
            TurnRefusal why = allocation == null ? TurnRefusal.ALLOCATION_MISMATCH : TurnRefusal.WRONG_CREDENTIALS;
            return TurnAnswers.refusal(request, why, key);
        }
        return change(now, allocation, request);
    }

    private byte[] challenge(long now, TurnClient client, TurnMessage request, TurnRefusal why) {
        return TurnAnswers.challenge(request, why, secret.nonce(unixSeconds.applyAsLong(now), name(client)));
    }

    private static String name(TurnClient client) {
        return client.address().getAddress().getHostAddress()
                + ' '
                + client.address().getPort();
    }

    private byte[] allocate(long now, TurnClient client, TurnMessage request, String username, StunIntegrity key) {
        if (!TurnSecret.isFresh(unixSeconds.applyAsLong(now), username)) {
            return challenge(now, client, request, TurnRefusal.UNAUTHENTICATED);
        }
        long transport = request.number(TurnNumbers.REQUESTED_TRANSPORT);
        if (transport < 0) {
            return TurnAnswers.refusal(request, TurnRefusal.BAD_REQUEST, key);
        }
        if (transport >>> 24 != TurnNumbers.UDP) {
            return TurnAnswers.refusal(request, TurnRefusal.UNSUPPORTED_TRANSPORT, key);
        }
        long family = request.number(TurnNumbers.REQUESTED_ADDRESS_FAMILY);
        InetAddress relayed = peers.relayed(family < 0 ? TurnNumbers.IPV4 : (int) (family >>> 24));
        if (relayed == null) {
            return TurnAnswers.refusal(request, TurnRefusal.ADDRESS_FAMILY, key);
        }
        TurnRefusal full = allocations.refusal(String.valueOf(TurnSecret.participant(username)));
        if (full != null) {
            return TurnAnswers.refusal(request, full, key);
        }
        Allocation made = allocations.make(now, client, username, key, relayed);
        made.expireAt(now + limits.lifetime().toNanos());
        made.requestedBy(request.transaction());
        return allocated(now, made, request);
    }

    private static byte[] allocated(long now, Allocation made, TurnMessage request) {
        StunWriter out = TurnAnswers.success(request);
        out.addAddress(TurnNumbers.XOR_RELAYED_ADDRESS, made.relayed());
        out.addAddress(TurnNumbers.XOR_MAPPED_ADDRESS, made.client().address());
        TurnAnswers.number(out, TurnNumbers.LIFETIME, (made.expiresAt() - now) / 1_000_000_000L);
        return out.finish(made.key());
    }

    private byte[] change(long now, Allocation allocation, TurnMessage request) {
        return switch (request.method()) {
            case TurnNumbers.REFRESH -> refresh(now, allocation, request);
            case TurnNumbers.CREATE_PERMISSION -> permit(now, allocation, request);
            default -> bind(now, allocation, request);
        };
    }

    private byte[] refresh(long now, Allocation allocation, TurnMessage request) {
        long wanted = request.number(TurnNumbers.LIFETIME);
        long most = Math.min(
                limits.lifetime().toNanos(),
                allocation.madeAt() + limits.longest().toNanos() - now);
        StunWriter out = TurnAnswers.success(request);
        if (wanted == 0 || most <= 0) {
            end.end(now, allocation);
            TurnAnswers.number(out, TurnNumbers.LIFETIME, 0);
        } else {
            allocation.expireAt(now + most);
            TurnAnswers.number(out, TurnNumbers.LIFETIME, most / 1_000_000_000L);
        }
        return out.finish(allocation.key());
    }

    private byte[] permit(long now, Allocation allocation, TurnMessage request) {
        List<InetSocketAddress> named = request.peers();
        if (named == null || named.isEmpty()) {
            return TurnAnswers.refusal(request, TurnRefusal.BAD_REQUEST, allocation.key());
        }
        for (InetSocketAddress peer : named) {
            TurnRefusal why = refusal(allocation, peer, peers.hasAddress(peer.getAddress()));
            if (why != null) {
                return TurnAnswers.refusal(request, why, allocation.key());
            }
        }
        long until = now + limits.permission().toNanos();
        named.forEach(peer -> allocation.permit(peer.getAddress(), until));
        return TurnAnswers.success(request).finish(allocation.key());
    }

    private byte[] bind(long now, Allocation allocation, TurnMessage request) {
        List<InetSocketAddress> named = request.peers();
        int number = (int) (request.number(TurnNumbers.CHANNEL_NUMBER) >>> 16);
        if (named == null
                || named.size() != 1
                || number < TurnNumbers.FIRST_CHANNEL
                || number > TurnNumbers.LAST_CHANNEL) {
            return TurnAnswers.refusal(request, TurnRefusal.BAD_REQUEST, allocation.key());
        }
        InetSocketAddress peer = named.get(0);
        TurnRefusal why = refusal(allocation, peer, peers.isPort(peer));
        if (why == null
                && !allocation.bind(now, number, peer, now + limits.channel().toNanos(), limits.channels())) {
            why = TurnRefusal.BAD_REQUEST;
        }
        if (why != null) {
            return TurnAnswers.refusal(request, why, allocation.key());
        }
        allocation.permit(peer.getAddress(), now + limits.permission().toNanos());
        return TurnAnswers.success(request).finish(allocation.key());
    }

    /** Why a peer may not be reached; null when it may. */
    private static @Nullable TurnRefusal refusal(Allocation allocation, InetSocketAddress peer, boolean ours) {
        int family = peer.getAddress().getAddress().length;
        if (family != allocation.relayed().getAddress().getAddress().length) {
            return TurnRefusal.PEER_FAMILY;
        }
        return ours ? null : TurnRefusal.FORBIDDEN;
    }
}
