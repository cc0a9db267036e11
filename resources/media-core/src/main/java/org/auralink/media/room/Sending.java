package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.forward.OutboundStream;
import org.auralink.media.room.forward.PacketOut;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.Session;
import org.auralink.media.sdp.SubscriberOffer;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/** The half of a {@link ClientConnection} on which the room sends: the tracks that the client receives. */
final class Sending {
    private final RoomShared shared;
    private final SendingListener listener;
    private final PacketOut out;
    private final SendingFeedback feedback;
    private final List<SendingSection> sections = new ArrayList<>();
    private final Map<TrackSid, ClientSignal.UpdateTrackSettings> settings = new HashMap<>();
    private boolean changed = true;

    Sending(RoomShared shared, SendingListener listener, PacketOut out) {
        this.shared = shared;
        this.listener = listener;
        this.out = out;
        feedback = new SendingFeedback(shared.rtcp(), sections);
        // A connection without a section has no transport, and clients wait for it: one that carries nothing comes
        // first.
        sections.add(new SendingSection("0", "audio", SubscriberCodecs.silence()));
    }

    /** Whether the client was not offered yet what it is sent now. */
    boolean isChanged() {
        return changed;
    }

    boolean receives(TrackSid sid) {
        return section(sid) != null;
    }

    private @Nullable SendingSection section(TrackSid sid) {
        for (SendingSection section : sections) {
            PublishedTrack track = section.track();
            if (track != null && track.sid().equals(sid)) {
                return section;
            }
        }
        return null;
    }

    /** Begins to send a published track; no effect when it is sent already. */
    void subscribe(long now, ParticipantSid publisher, PublishedTrack track) {
        SourceStream source = track.anyStream();
        if (source == null || receives(track.sid())) {
            return;
        }
        SendingSection section = sectionFor(track);
        Subscription subscription = section.assign(publisher, track, source, shared.sids(), out, shared.scratch());
        ClientSignal.UpdateTrackSettings wanted = settings.get(track.sid());
        if (wanted != null) {
            apply(now, track, subscription, wanted);
        }
        changed = true;
    }

    private SendingSection sectionFor(PublishedTrack track) {
        String kind = track.kind() == TrackKind.VIDEO ? "video" : "audio";
        for (SendingSection section : sections) {
            if (section.isFree() && section.kind().equals(kind)) {
                return section;
            }
        }
        var section = new SendingSection(String.valueOf(sections.size()), kind, List.of());
        sections.add(section);
        return section;
    }

    /** Stops sending a track. */
    void unsubscribe(TrackSid sid) {
        SendingSection section = section(sid);
        if (section != null) {
            section.release();
            changed = true;
        }
    }

    /** A track is gone for good. */
    void forget(TrackSid sid) {
        unsubscribe(sid);
        settings.remove(sid);
    }

    /** How the client shows a track, now or once it receives it. */
    void settings(long now, PublishedTrack track, ClientSignal.UpdateTrackSettings wanted) {
        settings.put(track.sid(), wanted);
        SendingSection section = section(track.sid());
        Subscription subscription = section == null ? null : section.subscription();
        if (subscription != null) {
            apply(now, track, subscription, wanted);
        }
    }

    private static void apply(
            long now, PublishedTrack track, Subscription subscription, ClientSignal.UpdateTrackSettings wanted) {
        VideoQuality quality = wanted.width() > 0 && wanted.height() > 0
                ? track.qualityFor(wanted.width(), wanted.height())
                : wanted.quality();
        subscription.settings(now, wanted.disabled(), quality);
    }

    /** The client answered what was offered last. */
    void answered(long now, Session session, MediaTransport transport) {
        for (SendingSection section : List.copyOf(sections)) {
            PublishedTrack track = section.track();
            Subscription accepted = section.answered();
            if (accepted != null && track != null) {
                answered(session, section, track, accepted);
            }
        }
        if (transport.state() == TransportState.CONNECTED) {
            start(now);
        }
    }

    private void answered(Session session, SendingSection section, PublishedTrack track, Subscription subscription) {
        for (Media media : session.media()) {
            OutboundStream taken = media.mid().equals(section.mid()) ? section.taken(media) : null;
            if (taken != null) {
                if (!subscription.isReady()) {
                    subscription.agreed(taken);
                    feedback.accepted(subscription);
                    listener.trackSubscribed(track);
                }
                return;
            }
        }
        section.release();
        changed = true;
        listener.trackRefused(track);
    }

    /** Everything it sends, for an offer; what changes from now on goes into the next. */
    List<SubscriberOffer.Section> offer() {
        changed = false;
        return sections.stream().map(SendingSection::offer).toList();
    }

    /** Ids of the tracks by the mids of their sections. */
    Map<String, String> trackIds() {
        Map<String, String> trackIds = new HashMap<>();
        for (SendingSection section : sections) {
            PublishedTrack track = section.track();
            if (track != null) {
                trackIds.put(section.mid(), track.sid().value());
            }
        }
        return trackIds;
    }

    /** Media can flow: what the client accepted is sent. */
    void start(long now) {
        feedback.start(now);
    }

    /** What the client says about the streams it receives. */
    void receive(long now, List<RtcpPacket> packets) {
        feedback.receive(now, packets);
    }

    /** Reports on what is sent. */
    void tick(long now, MediaTransport transport) {
        feedback.tick(now, transport);
    }

    /** Share of packets lost on the way to the client lately, in 1/256. */
    int lossPer256() {
        return feedback.lossPer256();
    }

    /** Last measured round trip in nanoseconds, or -1. */
    long roundTripNanos() {
        return feedback.roundTripNanos();
    }

    /** Sends nothing any more. */
    void close() {
        sections.forEach(SendingSection::release);
    }
}
