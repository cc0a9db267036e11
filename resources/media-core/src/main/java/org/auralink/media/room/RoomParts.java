package org.auralink.media.room;

import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.sdp.CodecPolicy;
import org.auralink.media.sdp.LocalTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportFactory;

/** What everything in one room shares. */
record RoomParts(
        SidGenerator sids,
        TransportFactory transports,
        CodecPolicy codecs,
        RoomLimits limits,
        UnixClock clock,
        Scratch scratch,
        RtcpOut rtcp,
        RoomTuning tuning) {
    /** What our side of a connection says about itself. */
    LocalTransport local(PeerTransport transport) {
        return new LocalTransport(
                transport.localCredentials().ufrag(),
                transport.localCredentials().password(),
                transports.fingerprint().attribute(),
                transports.candidates().stream()
                        .map(candidate -> candidate.attribute())
                        .toList());
    }
}
