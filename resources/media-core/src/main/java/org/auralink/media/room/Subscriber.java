package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.forward.OutboundStream;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.RemoteTransport;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;
import org.auralink.media.sdp.SubscriberOffer;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportListener;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/**
 * The connection on which a client receives: the room offers, the client answers (LiveKit's subscriber connection). One
 * offer is under way at a time; changes meanwhile go into the next.
 */
final class Subscriber implements MediaSink, TransportListener {
    private final RoomShared shared;
    private final ConnectionListener listener;
    private final PeerTransport transport;
    private final SubscriberFeedback feedback;
    private final List<SubscriberSection> sections = new ArrayList<>();
    private final Map<TrackSid, ClientSignal.UpdateTrackSettings> settings = new HashMap<>();
    private final long sessionId;
    private int version;
    private int offerId;
    private boolean underWay;
    private boolean changed = true;
    private long offeredAt;
    private boolean restarted;
    private long restartedAt;

    Subscriber(long now, RoomShared shared, ConnectionListener listener) {
        this.shared = shared;
        this.listener = listener;
        sessionId = shared.sids().number() & 0x7FFF_FFFFL;
        // LiveKit begins anywhere in 1..256, so that offers of two sessions are not taken for each other.
        offerId = shared.sids().number() & 0xff;
        feedback = new SubscriberFeedback(shared.rtcp(), sections);
        transport = shared.transports().open(now, this, this);
        // A connection without a section has no transport, and clients wait for it: one that carries nothing comes
        // first.
        sections.add(new SubscriberSection("0", "audio", SubscriberCodecs.silence()));
    }

    boolean isConnected() {
        return transport.state() == TransportState.CONNECTED;
    }

    boolean receives(TrackSid sid) {
        return section(sid) != null;
    }

    private @Nullable SubscriberSection section(TrackSid sid) {
        for (SubscriberSection section : sections) {
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
        SubscriberSection section = sectionFor(track);
        Subscription subscription =
                section.assign(publisher, track, source, shared.sids(), transport::sendRtp, shared.scratch());
        ClientSignal.UpdateTrackSettings wanted = settings.get(track.sid());
        if (wanted != null) {
            apply(now, track, subscription, wanted);
        }
        changed = true;
    }

    private SubscriberSection sectionFor(PublishedTrack track) {
        String kind = track.kind() == TrackKind.VIDEO ? "video" : "audio";
        for (SubscriberSection section : sections) {
            if (section.isFree() && section.kind().equals(kind)) {
                return section;
            }
        }
        var section = new SubscriberSection(String.valueOf(sections.size()), kind, List.of());
        sections.add(section);
        return section;
    }

    /** Stops sending a track. */
    void unsubscribe(TrackSid sid) {
        SubscriberSection section = section(sid);
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
        SubscriberSection section = section(track.sid());
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

    /** The client's answer; one to another offer than the present one is late and means nothing. */
    void answer(long now, ClientSignal.Answer described) {
        if (!underWay || described.id() != 0 && described.id() != offerId) {
            return;
        }
        Session session = described.session();
        RemoteTransport remote;
        try {
            remote = RemoteTransport.of(session);
        } catch (SdpException e) {
            listener.descriptionRefused("answer: " + e.getMessage());
            return;
        }
        underWay = false;
        transport.setRemote(now, remote.credentials(), remote.fingerprint(), remote.ours());
        for (SubscriberSection section : List.copyOf(sections)) {
            PublishedTrack track = section.track();
            Subscription accepted = section.answered();
            if (accepted != null && track != null) {
                answered(now, session, section, track, accepted);
            }
        }
    }

    private void answered(
            long now, Session session, SubscriberSection section, PublishedTrack track, Subscription subscription) {
        for (Media media : session.media()) {
            OutboundStream taken = media.mid().equals(section.mid()) ? section.taken(media) : null;
            if (taken != null) {
                if (!subscription.isReady()) {
                    subscription.agreed(taken);
                    feedback.accepted(subscription);
                    listener.trackSubscribed(track);
                    startAccepted(now);
                }
                return;
            }
        }
        section.release();
        changed = true;
        listener.trackRefused(track);
    }

    private void startAccepted(long now) {
        if (isConnected()) {
            feedback.start(now);
        }
    }

    /** The client comes back over a new signalling connection: both sides begin ICE anew. */
    void resume(long now) {
        restart(now);
    }

    private void restart(long now) {
        restarted = true;
        restartedAt = now;
        transport.restartIce(now);
        underWay = false;
        offer(now);
    }

    private void offer(long now) {
        changed = false;
        underWay = true;
        offeredAt = now;
        offerId++;
        Map<String, String> trackIds = new HashMap<>();
        List<SubscriberOffer.Section> offered = new ArrayList<>();
        for (SubscriberSection section : sections) {
            SubscriberOffer.Section part = section.offer();
            offered.add(part);
            if (!part.track().isEmpty()) {
                trackIds.put(part.mid(), part.track());
            }
        }
        String sdp = SubscriberOffer.write(offered, shared.local(transport), sessionId, ++version);
        listener.send(new ServerSignal.Offer(new SessionDescription(sdp, offerId, trackIds)));
    }

    @Override
    public void onRtp(long now, MediaTransport from, RtpPacket packet) {
        // Nothing is received here; the client's sections are recvonly.
    }

    @Override
    public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {
        feedback.receive(now, packets);
    }

    @Override
    public void onState(long now, PeerTransport from, TransportState state, @Nullable FailureReason reason) {
        if (state == TransportState.CONNECTED) {
            feedback.start(now);
            // Who was away gets as long for an answer as anybody.
            offeredAt = now;
        }
        listener.connectionChanged(now, SignalTarget.SUBSCRIBER, state, reason);
    }

    /** Offers what changed, looks for a client whose path is silent, reports, and notices one that does not answer. */
    void tick(long now, boolean reachable) {
        // Somebody who sends no checks either is away; the association decides for how long.
        boolean away = transport.state() == TransportState.DISCONNECTED;
        if (underWay && reachable && !away && now - offeredAt > shared.limits().answerWithinNanos()) {
            listener.negotiationTimedOut(now);
            return;
        }
        if (reachable && mayRestart(now) && transport.isSilent()) {
            restart(now);
        }
        if (changed && !underWay && reachable) {
            offer(now);
        }
        if (isConnected()) {
            feedback.tick(now, transport);
        }
    }

    private boolean mayRestart(long now) {
        return !underWay && !(restarted && now - restartedAt < RoomTimes.RESTART_APART);
    }

    /** Share of packets lost on the way to the client lately, in 1/256. */
    int lossPer256() {
        return feedback.lossPer256();
    }

    /** Last measured round trip in nanoseconds, or -1. */
    long roundTripNanos() {
        return feedback.roundTripNanos();
    }

    void close(long now) {
        sections.forEach(SubscriberSection::release);
        transport.close(now);
    }
}
