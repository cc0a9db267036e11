package org.auralink.media.room;

import org.auralink.media.codec.CodecPolicy;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.model.Reach;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.sdp.LocalTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportFactory;

/**
 * What everything in one room shares: what the loop gave it, and what there is once in a room. A participant has an own
 * view of it, because it may be moved to another room of the loop.
 */
final class RoomShared {
    private final RtcpOut rtcp;
    private RoomContext context;
    private CodecPolicy codecs;
    private Fallbacks fallbacks;

    private RoomShared(RoomContext context, CodecPolicy codecs, RtcpOut rtcp, Fallbacks fallbacks) {
        this.context = context;
        this.codecs = codecs;
        this.rtcp = rtcp;
        this.fallbacks = fallbacks;
    }

    static RoomShared of(RoomContext context, RoomOptions options) {
        return new RoomShared(
                context,
                new CodecPolicy(options.enabledCodecs()),
                new RtcpOut(context.events()),
                new Fallbacks(context.transports(), context.tuning().fallsBack()));
    }

    /** The view of one participant. */
    RoomShared view() {
        return new RoomShared(context, codecs, rtcp, fallbacks);
    }

    /**
     * From now on this is a view of another room.
     *
     * @throws IllegalStateException when that lives on another loop, whose buffers are not this one's
     */
    void moveTo(RoomShared other) {
        if (other.context.scratch() != context.scratch()) {
            throw new IllegalStateException("a participant cannot be moved to another loop");
        }
        context = other.context;
        codecs = other.codecs;
        fallbacks = other.fallbacks;
    }

    RoomContext context() {
        return context;
    }

    /** Which codecs are accepted of publishers. */
    CodecPolicy codecs() {
        return codecs;
    }

    /** Buffers for the packet at hand. */
    Scratch scratch() {
        return context.scratch();
    }

    /** Which ways participants shall look for. */
    Fallbacks fallbacks() {
        return fallbacks;
    }

    /** Feedback on its way out. */
    RtcpOut rtcp() {
        return rtcp;
    }

    SidGenerator sids() {
        return context.sids();
    }

    TransportFactory transports() {
        return context.transports();
    }

    RoomLimits limits() {
        return context.limits();
    }

    UnixClock clock() {
        return context.clock();
    }

    RoomTuning tuning() {
        return context.tuning();
    }

    /** What our side of a connection says about itself to a client that shall look for these ways. */
    LocalTransport local(PeerTransport transport, Reach reach) {
        return new LocalTransport(
                transport.localCredentials().ufrag(),
                transport.localCredentials().password(),
                transports().fingerprint().attribute(),
                transports().candidates().stream()
                        .filter(each -> reach != Reach.TCP || each.transport() == IceCandidate.Transport.TCP)
                        .map(candidate -> candidate.attribute())
                        .toList());
    }
}
