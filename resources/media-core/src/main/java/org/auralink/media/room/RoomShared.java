package org.auralink.media.room;

import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.sdp.CodecPolicy;
import org.auralink.media.sdp.LocalTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportFactory;

/**
 * What everything in one room shares: what the loop gave it, and what there is once in a room.
 *
 * @param context what the room was given by its loop
 * @param codecs which codecs are accepted of publishers
 * @param scratch buffers for the packet at hand
 * @param rtcp feedback on its way out
 */
record RoomShared(RoomContext context, CodecPolicy codecs, Scratch scratch, RtcpOut rtcp) {
    static RoomShared of(RoomContext context, RoomOptions options) {
        return new RoomShared(context, new CodecPolicy(options.enabledCodecs()), new Scratch(), new RtcpOut());
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

    /** What our side of a connection says about itself. */
    LocalTransport local(PeerTransport transport) {
        return new LocalTransport(
                transport.localCredentials().ufrag(),
                transport.localCredentials().password(),
                transports().fingerprint().attribute(),
                transports().candidates().stream()
                        .map(candidate -> candidate.attribute())
                        .toList());
    }
}
