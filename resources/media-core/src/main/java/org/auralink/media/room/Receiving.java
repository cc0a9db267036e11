package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.MediaRate;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.ReadBatch;
import org.jspecify.annotations.Nullable;

/** The half of a {@link ClientConnection} on which the room receives: the tracks that the client publishes. */
final class Receiving {
    private final RoomShared shared;
    private final ReceivingListener listener;
    private final PublishedTracks tracks;
    private final IncomingStreams streams;
    private final ReceivingFeedback feedback;
    private @Nullable Session offer;
    private long bytes;

    /** @param roundTrip last measured one to the client in nanoseconds, on whichever connection; -1 when none was */
    Receiving(RoomShared shared, ReceivingListener listener, SignalSink client, LongSupplier roundTrip) {
        this.shared = shared;
        this.listener = listener;
        tracks = new PublishedTracks(shared, listener, client);
        streams = new IncomingStreams(shared.tuning().keyFrames());
        feedback = new ReceivingFeedback(shared.sids().number(), shared.rtcp(), streams, roundTrip);
    }

    /** The tracks of the client that others know of. */
    List<PublishedTrack> published() {
        return tracks.published();
    }

    /** All tracks of the client, as others are told. */
    PublishedTracks tracks() {
        return tracks;
    }

    @Nullable
    PublishedTrack track(TrackSid sid) {
        return tracks.withSid(sid);
    }

    /**
     * The client offers what it sends.
     *
     * @return accepted codecs by mid; an empty list where none of the offered can be, and nothing where the media is not
     *     wanted
     */
    Map<String, List<Codec>> offered(long now, Session session) {
        offer = session;
        tracks.bind(now, session);
        Map<String, List<Codec>> accepted = accept(session);
        publishSilent(now);
        return accepted;
    }

    /** A track was muted or unmuted. */
    void muted(long now) {
        publishSilent(now);
    }

    private void publishSilent(long now) {
        for (PublishedTrack track : tracks.silent()) {
            if (tracks.publish(track)) {
                listener.trackPublished(now, track);
            }
        }
    }

    /** Ids of the tracks by the mids of their sections. */
    Map<String, String> trackIds() {
        Map<String, String> trackIds = new HashMap<>();
        tracks.bound().forEach(track -> trackIds.put(track.mid(), track.sid().value()));
        return trackIds;
    }

    private Map<String, List<Codec>> accept(Session session) {
        Map<String, List<Codec>> accepted = new HashMap<>();
        List<ReceivingSection> used = new ArrayList<>();
        Set<String> apart = session.apart();
        for (Media media : session.media()) {
            if (!media.isSending()) {
                continue;
            }
            PublishedTrack track = tracks.inSection(media.mid());
            List<Codec> codecs = apart.contains(media.mid()) ? List.of() : codecs(media, track);
            if (codecs.isEmpty() || tracks.isWanted(media.mid())) {
                accepted.put(media.mid(), codecs);
            }
            used.add(new ReceivingSection(track, media, codecs));
        }
        streams.negotiated(used);
        return accepted;
    }

    private List<Codec> codecs(Media media, @Nullable PublishedTrack track) {
        String preferred = track == null ? "" : track.preferredCodec().toLowerCase(Locale.ROOT);
        return track == null
                ? shared.codecs().accept(media, preferred)
                : shared.codecs().accept(media, preferred, track.sound());
    }

    /** The client announces a track, whose section it may have offered already. */
    void announced(long now, ClientSignal.AddTrack request) {
        tracks.add(now, request);
        Session present = offer;
        if (present != null && tracks.bind(now, present)) {
            accept(present);
            publishSilent(now);
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

    /** Media of the client. */
    void receive(long now, RtpPacket packet) {
        IncomingStreams.Stream stream = streams.of(now, packet);
        if (stream == null) {
            return;
        }
        bytes += packet.length();
        boolean repaired = stream.repaired() >= 0;
        if (repaired && !stream.unwrap(packet)) {
            return;
        }
        PublishedTrack track = stream.track();
        if (stream.levelExtension() > 0 && track.kind() == TrackKind.AUDIO && !track.isMuted()) {
            int at = packet.extensionOffset(stream.levelExtension());
            if (packet.extensionLength(stream.levelExtension()) > 0) {
                track.sounds(now, packet.array()[at] & 0x7F);
            }
        }
        ReadBatch batch = shared.transports().batch();
        if (!track.forwarded().receive(now, stream.source(), packet, repaired, batch)) {
            return;
        }
        if (!track.hasMedia()) {
            begin(now, track, stream.source().format().kind().mimeType());
        }
        track.relay(stream.source(), packet, repaired);
    }

    private void begin(long now, PublishedTrack track, String mimeType) {
        if (!track.isBackup()) {
            shared.context().events().mediaBegun(track.source(), track.kind(), now - track.announcedAt());
        }
        if (track.isBackup()) {
            track.mediaArrived(mimeType);
        } else if (track.isPublished()) {
            track.mediaArrived(mimeType);
            listener.mediaArrived(now, track);
        } else if (tracks.publish(track)) {
            track.mediaArrived(mimeType);
            listener.trackPublished(now, track);
        }
    }

    /** Tells outside how each stream came. */
    void tellStreams(RoomEvents events) {
        feedback.tellStreams(events);
    }

    /** What the client reports of the streams it sends. */
    void receive(long now, List<RtcpPacket> packets) {
        for (RtcpPacket packet : packets) {
            if (packet instanceof SenderReport report) {
                IncomingStreams.Stream stream = streams.original(report.ssrc());
                if (stream != null) {
                    stream.track().forwarded().receive(now, stream.source(), report);
                    stream.track().relay(stream.source(), report);
                }
            }
        }
    }

    /** How much RTP the announced tracks bring. */
    MediaRate expected() {
        return tracks.expected();
    }

    /** Asks for what is missing, for key frames, and reports. */
    void tick(long now, MediaTransport transport) {
        feedback.tick(now, transport);
    }

    /** RTP of the tracks so far, retransmissions included. */
    long bytes() {
        return bytes;
    }

    /** {@link MeanLoss#take}. */
    double takeMeanLoss() {
        return feedback.takeMeanLoss();
    }

    /** Of the worst stream. */
    long jitterNanos() {
        return feedback.jitterNanos();
    }

    /** Share of packets lost on the way here lately, in 1/256. */
    int lossPer256() {
        return feedback.lossPer256();
    }
}
