package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.MediaRate;
import org.jspecify.annotations.Nullable;

/** The tracks of one publisher: which are announced, which section carries which, which are published. */
final class PublishedTracks {
    private final RoomShared shared;
    private final ReceivingListener listener;
    private final SignalSink client;
    private final List<PublishedTrack> tracks = new ArrayList<>();
    private List<PublishedTrack> published = List.of();
    private MediaRate expected = MediaRate.NONE;
    /** Announced while a track with the same client id is still published. */
    private final List<ClientSignal.AddTrack> queued = new ArrayList<>();
    /** Sections whose track the room took away while they were sent; only a track they name can use them as they are. */
    private final Set<String> barred = new HashSet<>();

    PublishedTracks(RoomShared shared, ReceivingListener listener, SignalSink client) {
        this.shared = shared;
        this.listener = listener;
        this.client = client;
    }

    /** The client announces a track; it is told the track's id, or why it may not publish it. */
    void add(long now, ClientSignal.AddTrack request) {
        String notAllowed = notAllowed(request);
        String tooMuch = Announcements.tooMuch(request, shared.limits());
        if (notAllowed != null) {
            refuse(request, RequestReason.NOT_ALLOWED, notAllowed);
        } else if (tooMuch != null) {
            refuse(request, RequestReason.LIMIT_EXCEEDED, tooMuch);
        } else if (request.sid() != null) {
            addCodec(request);
        } else if (waiting() >= shared.limits().pendingTracks()
                || announced() >= shared.limits().publishedTracks()) {
            refuse(request, RequestReason.LIMIT_EXCEEDED, "too many tracks");
        } else if (called(request.cid()) != null) {
            queued.add(request);
            refuse(request, RequestReason.QUEUED, "a track with this cid is published; waiting for its end");
        } else {
            announce(now, request);
        }
    }

    private @Nullable String notAllowed(ClientSignal.AddTrack request) {
        return Announcements.notAllowed(request, listener.permission());
    }

    private boolean isAllowed(PublishedTrack track) {
        return listener.permission().mayPublish(track.kind(), track.source());
    }

    private void refuse(ClientSignal.AddTrack request, RequestReason reason, String message) {
        client.send(new ServerSignal.RequestAnswered(0, reason, message, request.cid()));
    }

    private void announce(long now, ClientSignal.AddTrack request) {
        String notAllowed = notAllowed(request);
        if (notAllowed != null) {
            refuse(request, RequestReason.NOT_ALLOWED, notAllowed);
            return;
        }
        var track = new PublishedTrack(shared.sids().track(request.kind(), request.source()), request, shared);
        track.announcedAt(now);
        tracks.add(track);
        if (track.backup() != null) {
            tracks.add(track.backup());
        }
        sum();
        client.send(new ServerSignal.TrackPublished(request.cid(), track.info()));
    }

    /** A track that is there is sent in the codec that was announced with it as the second. */
    private void addCodec(ClientSignal.AddTrack request) {
        TrackSid sid = request.sid();
        PublishedTrack track = sid == null ? null : withSid(sid);
        PublishedTrack backup = track == null ? null : track.backup();
        if (track == null || backup == null) {
            String why = "sid: no track of this client that was announced with a second codec which is forwarded";
            refuse(request, RequestReason.UNSUPPORTED_TYPE, why);
            return;
        }
        backup.call(request);
        client.send(new ServerSignal.TrackPublished(request.cid(), track.info()));
    }

    private long announced() {
        return tracks.stream().filter(track -> !track.isBackup()).count();
    }

    private long waiting() {
        return queued.size()
                + tracks.stream()
                        .filter(track -> !track.isBackup() && !track.isPublished())
                        .count();
    }

    private @Nullable PublishedTrack called(String cid) {
        for (PublishedTrack track : tracks) {
            if (track.isCalled(cid)) {
                return track;
            }
        }
        return null;
    }

    /**
     * Decides which section carries which track: the one whose SDP names it, else the oldest of its kind that waits. A
     * track whose section is not sent any more is unpublished.
     *
     * @return whether anything changed
     */
    boolean bind(long now, Session session) {
        boolean changed = false;
        barred.removeIf(mid -> session.media().stream()
                .noneMatch(media -> media.isSending() && media.mid().equals(mid)));
        for (PublishedTrack track : List.copyOf(tracks)) {
            if (track.isBound() && session.media().stream().noneMatch(media -> carries(media, track))) {
                remove(now, track);
                changed = true;
            }
        }
        Set<String> apart = session.apart();
        for (Media media : session.media()) {
            if (isSending(media) && takes(media, apart) && inSection(media.mid()) == null) {
                PublishedTrack track = waitingFor(media);
                if (track != null) {
                    track.bind(media.mid(), media.track());
                    changed = true;
                }
            }
        }
        return refuseUnusable(now, session, apart) || changed;
    }

    private static boolean isSending(Media media) {
        return media.isSending()
                && (media.kind().equals("audio") || media.kind().equals("video"));
    }

    /**
     * Ends the tracks of sections with no codec that the room forwards, or without its transport; their client is told
     * what it offers in vain.
     */
    private boolean refuseUnusable(long now, Session session, Set<String> apart) {
        boolean changed = false;
        for (Media media : session.media()) {
            if (!isSending(media) || takes(media, apart)) {
                continue;
            }
            PublishedTrack bound = inSection(media.mid());
            PublishedTrack track = bound == null ? waitingFor(media) : bound;
            if (track != null) {
                // What is announced next belongs to a section that is offered next, not to this one.
                barred.add(media.mid());
                remove(now, track);
                String why = Announcements.unusable(media, apart, shared.codecs());
                client.send(new ServerSignal.RequestAnswered(0, RequestReason.UNSUPPORTED_TYPE, why, track.cid()));
                client.send(new ServerSignal.TrackUnpublished(track.sid()));
                changed = true;
            }
        }
        return changed;
    }

    private boolean takes(Media media, Set<String> apart) {
        return !apart.contains(media.mid()) && shared.codecs().takes(media);
    }

    /** Whether the media of a section may go to anybody: it carries a track, or may do so once one is announced. */
    boolean isWanted(String mid) {
        return inSection(mid) != null || listener.permission().canPublish() && !barred.contains(mid);
    }

    /** Whether this is the track's section, still sent, and not yet given to another track that waits. */
    private boolean carries(Media media, PublishedTrack track) {
        if (!media.isSending() || !media.mid().equals(track.mid())) {
            return false;
        }
        PublishedTrack named = called(media.track());
        return named == null || named == track;
    }

    private @Nullable PublishedTrack waitingFor(Media media) {
        TrackKind kind = media.kind().equals("audio") ? TrackKind.AUDIO : TrackKind.VIDEO;
        PublishedTrack named = called(media.track());
        if (named != null && !named.isBound() && named.kind() == kind && isAllowed(named)) {
            return named;
        }
        if (barred.contains(media.mid())) {
            return null;
        }
        for (PublishedTrack track : tracks) {
            if (!track.isBound() && !track.isBackup() && track.kind() == kind && isAllowed(track)) {
                return track;
            }
        }
        return null;
    }

    /**
     * What the client may publish is different now: what it may not any more is taken away, and does not wait for a place
     * either.
     */
    void permissionChanged(long now) {
        for (ClientSignal.AddTrack request : List.copyOf(queued)) {
            String notAllowed = notAllowed(request);
            if (notAllowed != null) {
                queued.remove(request);
                refuse(request, RequestReason.NOT_ALLOWED, notAllowed);
            }
        }
        // One that is taken away may let in another: only what is there afterwards counts.
        for (PublishedTrack track = firstForbidden(); track != null; track = firstForbidden()) {
            takeAway(now, track);
        }
    }

    private @Nullable PublishedTrack firstForbidden() {
        for (PublishedTrack track : tracks) {
            if (!isAllowed(track)) {
                return track;
            }
        }
        return null;
    }

    /** Ends a track whose client goes on sending it until it has heard of that. */
    private void takeAway(long now, PublishedTrack track) {
        if (track.isBound()) {
            barred.add(track.mid());
        }
        if (track.backup() != null && track.backup().isBound()) {
            barred.add(track.backup().mid());
        }
        remove(now, track);
        client.send(new ServerSignal.TrackUnpublished(track.sid()));
    }

    /** Takes a track away, and lets one that waited for its client id take its place. */
    private void remove(long now, PublishedTrack track) {
        if (track.isBackup() && tracks.contains(track)) {
            track.unbind();
            return;
        }
        if (!tracks.remove(track)) {
            return;
        }
        tracks.removeIf(each -> each == track.backup());
        sum();
        listPublished();
        if (track.isPublished()) {
            listener.trackUnpublished(now, track);
        }
        for (ClientSignal.AddTrack request : List.copyOf(queued)) {
            if (called(request.cid()) == null) {
                queued.remove(request);
                announce(now, request);
            }
        }
    }

    private void sum() {
        expected = tracks.stream().map(PublishedTrack::expected).reduce(MediaRate.NONE, MediaRate::plus);
    }

    /** The track that is sent in this section, or null. */
    @Nullable
    PublishedTrack inSection(String mid) {
        for (PublishedTrack track : tracks) {
            if (track.mid().equals(mid)) {
                return track;
            }
        }
        return null;
    }

    @Nullable
    PublishedTrack withSid(TrackSid sid) {
        for (PublishedTrack track : tracks) {
            if (track.sid().equals(sid)) {
                return track;
            }
        }
        return null;
    }

    /** How much RTP all of them bring, announced ones included: their media may come before the next offer. */
    MediaRate expected() {
        return expected;
    }

    List<PublishedTrack> bound() {
        return tracks.stream().filter(PublishedTrack::isBound).toList();
    }

    /** A track of a guest, which is published where it is; {@link #give} ends that. */
    void take(PublishedTrack track) {
        tracks.add(track);
        track.published();
        listPublished();
    }

    void give(PublishedTrack track) {
        tracks.remove(track);
        listPublished();
    }

    /** Media of a track arrived, or will not arrive yet: others may know of it, unless it may not be published. */
    boolean publish(PublishedTrack track) {
        if (!isAllowed(track) || !tracks.contains(track)) {
            return false;
        }
        track.published();
        listPublished();
        return true;
    }

    /**
     * Tracks that have their section and are muted before anything was sent: nothing may come for long, and others are to
     * see that they are there.
     */
    List<PublishedTrack> silent() {
        return tracks.stream()
                .filter(track -> track.isBound() && track.isMuted() && !track.isPublished())
                .toList();
    }

    private void listPublished() {
        published = tracks.stream().filter(PublishedTrack::isPublished).toList();
    }

    /** Those that others know of; the same list until there is a change. */
    List<PublishedTrack> published() {
        return published;
    }

    /** What others are told. */
    List<TrackInfo> infos() {
        return published().stream().map(PublishedTrack::info).toList();
    }
}
