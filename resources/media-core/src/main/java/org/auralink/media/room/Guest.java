package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.ReadBatch;

/**
 * Somebody who is in another room, as it is in this one: others see it and receive what it publishes there. It has no
 * client here, so it receives nothing and cannot be told anything. On the thread of this room.
 */
public final class Guest {
    private final Member member;
    private final MemberHost host;
    private final RoomShared shared;
    private final Origin origin;
    private final Map<TrackSid, PublishedTrack> tracks = new HashMap<>();
    private final List<Stream> streams = new ArrayList<>();

    private float level;
    private boolean speaking;

    private record Stream(TrackSid track, SourceStream source) {}

    Guest(Member member, MemberHost host, RoomShared shared, Origin origin) {
        this.member = member;
        this.host = host;
        this.shared = shared;
        this.origin = origin;
    }

    /** Whom the room knows it as. */
    public Participant participant() {
        return member;
    }

    /** What others are told about it where it is. */
    public void changed(long now, ParticipantInfo info) {
        if (member.isOver()) {
            return;
        }
        for (TrackInfo told : info.tracks()) {
            PublishedTrack track = tracks.get(told.sid());
            if (track != null) {
                track.resize(told.width(), told.height());
                track.setAudioFeatures(told.audioFeatures());
                if (track.isMuted() != told.muted()) {
                    track.setMuted(now, told.muted());
                }
            }
        }
        member.description().become(info);
        host.changed(now, member);
    }

    /** It publishes a track there. */
    public void published(long now, TrackSid sid, ClientSignal.AddTrack announced, boolean muted) {
        if (member.isOver() || tracks.containsKey(sid)) {
            return;
        }
        var track = new PublishedTrack(sid, announced, shared);
        track.setMuted(now, muted);
        tracks.put(sid, track);
        member.receiving().tracks().take(track);
        host.trackPublished(now, member, track);
    }

    /** How it speaks there, at the end of an interval; 0 to 1. */
    public void speaks(float nowLevel, boolean active) {
        level = nowLevel;
        speaking = active;
    }

    float level() {
        return level;
    }

    boolean isSpeaking() {
        return speaking;
    }

    /** It does not any more. */
    public void unpublished(long now, TrackSid sid) {
        PublishedTrack track = tracks.remove(sid);
        if (track != null && !member.isOver()) {
            streams.removeIf(stream -> stream.track.equals(sid));
            member.receiving().tracks().give(track);
            host.trackUnpublished(now, member, track);
        }
    }

    /** A packet of one of its tracks. */
    public void packet(long now, TrackSid sid, SourceStream source, RtpPacket packet, boolean repaired) {
        PublishedTrack track = tracks.get(sid);
        if (track == null || member.isOver()) {
            return;
        }
        if (track.forwarded().stream(source.layer()) != source) {
            streams.removeIf(stream -> stream.track.equals(sid) && stream.source.layer() == source.layer());
            streams.add(new Stream(sid, source));
            track.forwarded().add(now, source);
        }
        ReadBatch batch = shared.transports().batch();
        if (track.forwarded().receive(now, source, packet, repaired, batch) && !track.hasMedia()) {
            track.mediaArrived(source.format().kind().mimeType());
            host.mediaArrived(now, member, track);
        }
    }

    /** Its report on one of its streams. */
    public void report(long now, TrackSid sid, SourceStream source, SenderReport report) {
        PublishedTrack track = tracks.get(sid);
        if (track != null && track.forwarded().stream(source.layer()) == source) {
            track.forwarded().receive(now, source, report);
        }
    }

    /** It is not there any more. */
    public void left(long now) {
        host.end(now, member, DisconnectReason.CLIENT_INITIATED, LeaveAction.DISCONNECT);
    }

    /** Passes on which key frames are wanted here. */
    void tick(long now) {
        for (Stream stream : streams) {
            if (stream.source.takeKeyFrameRequest(now)) {
                origin.keyFrameWanted(stream.track, stream.source.layer());
            }
        }
    }

    /** It is let go here, whatever it does there. */
    void over() {
        origin.unwanted();
    }

    /** Where a guest is by itself. Called on the thread of the room where it is a guest. */
    public interface Origin {
        /** Somebody here needs a key frame of a track's layer. */
        void keyFrameWanted(TrackSid track, int layer);

        /** It is not forwarded here any more. Called also when it left there by itself. */
        void unwanted();
    }
}
