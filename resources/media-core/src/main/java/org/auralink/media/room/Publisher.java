package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.PublisherAnswer;
import org.auralink.media.sdp.RemoteTransport;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportListener;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/** The connection on which a client sends: the client offers, the room answers (LiveKit's publisher connection). */
final class Publisher implements MediaSink, TransportListener {
    private final RoomShared shared;
    private final ConnectionListener listener;
    private final PublishedTracks tracks;
    private final IncomingStreams streams;
    private final PublisherFeedback feedback;
    private final long sessionId;
    private @Nullable PeerTransport transport;
    private @Nullable Session offer;
    private String remoteUfrag = "";
    /** The section that carries the connection, once one does. */
    private String carrier = "";

    private DtlsRole role = DtlsRole.SERVER;
    private int version;

    Publisher(RoomShared shared, ConnectionListener listener) {
        this.shared = shared;
        this.listener = listener;
        tracks = new PublishedTracks(shared, listener);
        streams = new IncomingStreams(shared.tuning().keyFrames());
        feedback = new PublisherFeedback(shared.sids().number(), shared.rtcp(), streams, listener::roundTripNanos);
        sessionId = shared.sids().number() & 0x7FFF_FFFFL;
    }

    PublishedTracks tracks() {
        return tracks;
    }

    /** Answers the client's offer. A description that cannot be used changes nothing. */
    void offer(long now, ClientSignal.Offer described) {
        Session session = described.session();
        RemoteTransport remote;
        try {
            remote = RemoteTransport.of(session);
        } catch (SdpException e) {
            listener.descriptionRefused("offer: " + e.getMessage());
            return;
        }
        PeerTransport present = connect(now, remote);
        if (present.state() == TransportState.FAILED || present.state() == TransportState.CLOSED) {
            return;
        }
        offer = session;
        tracks.bind(now, session);
        Map<String, List<Codec>> accepted = accept(session);
        String sdp =
                PublisherAnswer.write(session, accepted, shared.local(present), role, carrier, sessionId, ++version);
        carrier = PublisherAnswer.carrier(session, accepted, carrier);
        Map<String, String> trackIds = new HashMap<>();
        tracks.bound().forEach(track -> trackIds.put(track.mid(), track.sid().value()));
        listener.send(new ServerSignal.Answer(new SessionDescription(sdp, described.id(), trackIds)));
    }

    private PeerTransport connect(long now, RemoteTransport remote) {
        PeerTransport present = transport;
        if (present == null) {
            present = shared.transports().open(now, this, this);
            transport = present;
            role = remote.ours();
        } else if (!remoteUfrag.equals(remote.credentials().ufrag())) {
            present.restartIce(now);
        }
        remoteUfrag = remote.credentials().ufrag();
        present.setRemote(now, remote.credentials(), remote.fingerprint(), role);
        return present;
    }

    private Map<String, List<Codec>> accept(Session session) {
        Map<String, List<Codec>> accepted = new HashMap<>();
        List<PublisherSection> used = new ArrayList<>();
        for (Media media : session.media()) {
            if (!media.isSending()) {
                continue;
            }
            PublishedTrack track = tracks.inSection(media.mid());
            String preferred = track == null ? "" : track.preferredCodec().toLowerCase(Locale.ROOT);
            List<Codec> codecs = track == null
                    ? shared.codecs().accept(media, preferred)
                    : shared.codecs().accept(media, preferred, track.stereo(), track.pausesInSilence());
            if (codecs.isEmpty() || tracks.isWanted(media.mid())) {
                accepted.put(media.mid(), codecs);
            }
            used.add(new PublisherSection(track, media, codecs));
        }
        streams.negotiated(used);
        return accepted;
    }

    /** The client announced a track whose section it may have offered already. */
    void tracksAnnounced(long now) {
        Session present = offer;
        if (present != null && tracks.bind(now, present)) {
            accept(present);
        }
    }

    /** What the client may publish is different now. */
    void permissionChanged(long now) {
        tracks.permissionChanged(now);
        Session present = offer;
        if (present != null) {
            accept(present);
        }
    }

    @Override
    public void onRtp(long now, MediaTransport from, RtpPacket packet) {
        IncomingStreams.Stream stream = streams.of(now, packet);
        if (stream == null) {
            return;
        }
        boolean repaired = stream.repaired() >= 0;
        if (repaired && !stream.unwrap(packet)) {
            return;
        }
        PublishedTrack track = stream.track();
        if (stream.levelExtension() > 0 && track.kind() == TrackKind.AUDIO && !track.isMuted()) {
            int at = packet.extensionOffset(stream.levelExtension());
            if (packet.extensionLength(stream.levelExtension()) > 0) {
                track.level().observe(packet.array()[at] & 0x7F);
            }
        }
        if (track.forwarded().receive(now, stream.source(), packet, repaired) && !track.isPublished()) {
            if (tracks.publish(track, stream.source().format().mimeType())) {
                listener.trackPublished(now, track);
            }
        }
    }

    @Override
    public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {
        for (RtcpPacket packet : packets) {
            if (packet instanceof SenderReport report) {
                IncomingStreams.Stream stream = streams.original(report.ssrc());
                if (stream != null) {
                    stream.track().forwarded().receive(now, stream.source(), report);
                }
            }
        }
    }

    @Override
    public void onState(long now, PeerTransport from, TransportState state, @Nullable FailureReason reason) {
        listener.connectionChanged(now, SignalTarget.PUBLISHER, state, reason);
    }

    /** Asks for what is missing, for key frames, and reports. */
    void tick(long now) {
        PeerTransport present = transport;
        if (present != null && present.state() == TransportState.CONNECTED) {
            feedback.tick(now, present);
        }
    }

    /** Share of packets lost on the way here lately, in 1/256. */
    int lossPer256() {
        return feedback.lossPer256();
    }

    void close(long now) {
        PeerTransport present = transport;
        if (present != null) {
            present.close(now);
        }
    }

    @Nullable
    PublishedTrack track(TrackSid sid) {
        return tracks.withSid(sid);
    }
}
