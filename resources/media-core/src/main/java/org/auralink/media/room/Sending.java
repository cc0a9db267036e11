package org.auralink.media.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.forward.PacketOut;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
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
    private final SendingChoice choice;
    private final CountedOut out;
    private final SendingFeedback feedback;
    private final Allocation allocation;
    private final Congestion congestion;
    private final Baselines baselines = new Baselines();
    private final Saving saving;
    private final List<SendingSection> sections = new ArrayList<>();
    private final Map<TrackSid, Waiting> waiting = new LinkedHashMap<>();
    private final Map<TrackSid, ClientSignal.UpdateTrackSettings> settings = new HashMap<>();
    private boolean changed;

    /** A track that gets a section with the next description. */
    private record Waiting(ParticipantSid publisher, PublishedTrack track) {
        boolean isOf(TrackKind kind) {
            return track.kind() == kind;
        }
    }

    private Sending(RoomShared shared, SendingListener listener, PacketOut out) {
        this.shared = shared;
        this.listener = listener;
        choice = new SendingChoice(shared, listener);
        allocation = new Allocation(listener, shared.tuning().congestion().allowsPause());
        congestion = new Congestion(out, allocation);
        saving = new Saving(shared, listener);
        this.out = new CountedOut(congestion.out());
        feedback = new SendingFeedback(
                shared.rtcp(), sections, this.out, shared.tuning().audio().redundancyOnLoss());
    }

    /** One whose sections the room offers. */
    static Sending offering(RoomShared shared, SendingListener listener, PacketOut out) {
        var sending = new Sending(shared, listener, out);
        // The data section comes first, whether there are tracks or not.
        sending.changed = true;
        return sending;
    }

    /** One whose sections the client offers, as many as it wants to receive in. */
    static Sending answering(RoomShared shared, SendingListener listener, PacketOut out) {
        return new Sending(shared, listener, out);
    }

    /** Whether the client does not know yet what it is sent now. */
    boolean isChanged() {
        return changed;
    }

    boolean receives(TrackSid sid) {
        return waiting.containsKey(sid) || section(sid) != null;
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

    /** Begins to send a published track; when it is sent already, all that may change is whether its client insists on it. */
    void subscribe(ParticipantSid publisher, PublishedTrack track) {
        SendingSection section = section(track.sid());
        Subscription present = section == null ? null : section.subscription();
        if (present != null && listener.insistsOn(track)) {
            present.insist();
        }
        if (track.anyStream() != null && !receives(track.sid())) {
            waiting.put(track.sid(), new Waiting(publisher, track));
            changed = true;
            shared.context().events().subscriptionBegun();
        }
    }

    private @Nullable SendingSection free(TrackKind kind) {
        for (SendingSection section : sections) {
            if (section.isFree() && section.kind() == kind) {
                return section;
            }
        }
        return null;
    }

    private Subscription begin(long now, Waiting wanted, SendingSection section, List<SendingCodec> codecs) {
        PublishedTrack track = wanted.track();
        Subscription subscription =
                section.assign(wanted.publisher(), track, codecs, shared.sids(), out, shared.scratch());
        if (listener.insistsOn(track)) {
            subscription.insist();
        }
        ClientSignal.UpdateTrackSettings shown = settings.get(track.sid());
        if (shown != null) {
            section.show(now, shown);
        }
        return subscription;
    }

    /** Stops sending a track. */
    void unsubscribe(TrackSid sid) {
        SendingSection section = section(sid);
        if (section != null) {
            release(section);
        }
        boolean waited = waiting.remove(sid) != null;
        if (waited) {
            shared.context().events().subscriptionCanceled();
        }
        changed |= waited || section != null;
    }

    /** A track is gone for good. */
    void forget(TrackSid sid) {
        unsubscribe(sid);
        settings.remove(sid);
    }

    /** Its client is in another room, where none of the tracks is that it receives. */
    void leaveAll() {
        sections.forEach(this::release);
        waiting.clear();
        settings.clear();
        changed = true;
    }

    /** How the client shows a track, now or once it receives it. */
    void settings(long now, PublishedTrack track, ClientSignal.UpdateTrackSettings wanted) {
        settings.put(track.sid(), wanted);
        SendingSection section = section(track.sid());
        if (section != null) {
            section.show(now, wanted);
        }
    }

    /**
     * Everything it sends, for an offer; what changes from now on goes into the next. Nothing is converted, so a stream is
     * offered as what it is, then as what else a receiver may have that takes it too.
     */
    List<SubscriberOffer.Section> offer(long now) {
        changed = false;
        for (Waiting wanted : takeWaiting()) {
            SourceStream source = wanted.track().anyStream();
            if (source != null) {
                begin(now, wanted, freeOrNew(wanted.track().kind()), choice.offered(wanted.track(), source));
            }
        }
        return sections.stream().map(SendingSection::offer).toList();
    }

    private List<Waiting> takeWaiting() {
        List<Waiting> taken = List.copyOf(waiting.values());
        waiting.clear();
        return taken;
    }

    private SendingSection freeOrNew(TrackKind kind) {
        SendingSection free = free(kind);
        if (free != null) {
            return free;
        }
        var section = new SendingSection(String.valueOf(sections.size()), kind, List.of());
        sections.add(section);
        return section;
    }

    /** The client answered what was offered last. */
    void answered(long now, Session session, MediaTransport transport) {
        for (SendingSection section : List.copyOf(sections)) {
            PublishedTrack track = section.track();
            Subscription accepted = section.answered();
            if (accepted != null && track != null) {
                answered(now, session, section, track, accepted);
            }
        }
        if (transport.state() == TransportState.CONNECTED) {
            start(now);
        }
    }

    private void answered(
            long now, Session session, SendingSection section, PublishedTrack track, Subscription subscription) {
        for (Media media : session.media()) {
            SendingSection.Taken taken = media.mid().equals(section.mid()) ? section.taken(media) : null;
            if (taken != null) {
                if (!subscription.isReady()) {
                    taken.agree(now, track, subscription);
                    agreed(track, subscription);
                }
                return;
            }
        }
        release(section);
        changed = true;
        listener.trackRefused(track);
    }

    /**
     * The client offers sections to receive in: those that wait get one each, as far as they go.
     *
     * @return what is sent in them, by mid
     */
    Map<String, SubscriberOffer.Section> answer(long now, Session session, MediaTransport transport) {
        for (Media media : session.media()) {
            update(media);
        }
        for (Waiting wanted : takeWaiting()) {
            place(now, session, wanted);
        }
        changed = !waiting.isEmpty();
        if (transport.state() == TransportState.CONNECTED) {
            start(now);
        }
        Map<String, SubscriberOffer.Section> sent = new HashMap<>();
        for (SendingSection section : sections) {
            sent.put(section.mid(), section.answer());
        }
        return sent;
    }

    private void update(Media media) {
        TrackKind kind = SendingSection.kind(media);
        SendingSection section = sections.stream()
                .filter(each -> each.mid().equals(media.mid()))
                .findFirst()
                .orElse(null);
        if (section == null && kind != null && SendingSection.receives(media)) {
            sections.add(new SendingSection(media.mid(), kind, List.of()));
        } else if (section != null && !SendingSection.receives(media)) {
            PublishedTrack track = section.track();
            release(section);
            section.close();
            if (track != null) {
                listener.trackRefused(track);
            }
        } else if (section != null) {
            section.reopen();
        }
    }

    /** Puts a track into a free section by whose codecs the client takes it. Without a free one it waits on. */
    private void place(long now, Session session, Waiting wanted) {
        PublishedTrack track = wanted.track();
        SourceStream source = track.anyStream();
        if (source == null) {
            return;
        }
        boolean free = false;
        for (SendingSection section : sections) {
            if (section.isFree() && section.kind() == track.kind()) {
                free = true;
                List<SendingCodec> codecs = session.section(section.mid())
                        .map(media -> choice.taking(media, track, source))
                        .orElse(List.of());
                if (!codecs.isEmpty()) {
                    Subscription begun = begin(now, wanted, section, codecs);
                    section.answeredAs().agree(now, track, begun);
                    agreed(track, begun);
                    return;
                }
            }
        }
        if (free) {
            listener.trackRefused(track);
        } else {
            waiting.put(track.sid(), wanted);
        }
    }

    private void agreed(PublishedTrack track, Subscription subscription) {
        int extension = subscription.out().transportExtension();
        if (extension > 0) {
            congestion.agreed(extension);
        }
        feedback.accepted(subscription);
        subscription.told();
        listener.trackSubscribed(track);
    }

    /** How many sections of a kind the client has to offer more, so that everything that waits gets one. */
    int missing(TrackKind kind) {
        int wanted =
                (int) waiting.values().stream().filter(each -> each.isOf(kind)).count();
        int free = (int) sections.stream()
                .filter(each -> each.isFree() && each.kind() == kind)
                .count();
        return Math.max(0, wanted - free);
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
        feedback.repeatAfter(congestion.repeatAfterNanos());
        feedback.receive(now, packets);
        congestion.receive(now, packets);
    }

    /** No more is sent than this; {@link Allocation#UNLIMITED} for all that is wanted. */
    void limit(long bitsPerSecond) {
        allocation.limit(bitsPerSecond);
    }

    /** Reports on what is sent, and announces what is not. */
    void tick(long now, MediaTransport transport) {
        feedback.tick(now, transport);
        congestion.tick(now, sections);
        allocation.tick(now, sections);
        baselines.tick(now, sections, allocation.carried());
        saving.tick(now, sections, feedback, allocation.carried());
        for (int i = 0; i < sections.size(); i++) {
            Subscription subscription = sections.get(i).subscription();
            if (subscription != null) {
                subscription.announce(now);
            }
        }
    }

    /** What is known of how it arrives. */
    SendingFeedback feedback() {
        return feedback;
    }

    /** What it would be by simpler rules. */
    Baselines baselines() {
        return baselines;
    }

    /** Sends nothing any more. */
    void close() {
        sections.forEach(this::release);
    }

    private void release(SendingSection section) {
        PublishedTrack track = section.track();
        Subscription ending = section.subscription();
        section.release();
        if (track != null && ending != null && ending.isTold()) {
            listener.trackUnsubscribed(track);
        }
    }
}
