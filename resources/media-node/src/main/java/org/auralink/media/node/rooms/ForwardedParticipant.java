package org.auralink.media.node.rooms;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.media.room.Guest;
import org.auralink.media.room.GuestOutcome;
import org.auralink.media.room.ParticipantRelay;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is in one room by itself and in another as a guest, each on its loop. What it does there is handed to the
 * loop here, in its order; packets are copied for it, and dropped while too many wait.
 */
final class ForwardedParticipant implements ParticipantRelay, Guest.Origin {
    /**
     * Packets that may wait for the other loop: a fifth of a second of a large simulcast camera. A loop that is further
     * behind than that has no use for them.
     */
    private static final int MOST_WAITING = 256;

    private final HostedRoom from;
    private final HostedRoom to;
    private final ParticipantIdentity identity;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Guest guest;

    ForwardedParticipant(HostedRoom from, HostedRoom to, ParticipantIdentity identity) {
        this.from = from;
        this.to = to;
        this.identity = identity;
    }

    /**
     * Begins; nothing is left behind in the other room when it cannot.
     *
     * @return null when nobody in the first room has the identity
     */
    CompletableFuture<@Nullable GuestOutcome> begin() {
        return from.call((now, room) -> room.participant(identity))
                .thenCompose(info -> info.isEmpty() ? CompletableFuture.completedFuture(null) : host(info.get()));
    }

    private CompletableFuture<@Nullable GuestOutcome> host(ParticipantInfo info) {
        return to.call((now, room) -> {
                    GuestOutcome outcome = room.forwarding().host(now, info, this);
                    if (outcome instanceof GuestOutcome.Hosted hosted) {
                        guest = hosted.guest();
                    }
                    return outcome;
                })
                .thenCompose(outcome -> guest == null
                        ? CompletableFuture.completedFuture(outcome)
                        : relay().thenApply(here -> here ? outcome : null));
    }

    private CompletableFuture<Boolean> relay() {
        return from.call((now, room) -> room.forwarding().relay(identity, this))
                .exceptionally(gone -> false)
                .thenApply(here -> {
                    if (!here) {
                        ended();
                    }
                    return here;
                });
    }

    private void there(GuestTask task) {
        Guest present = guest;
        if (present != null) {
            to.tell(identity, (now, room) -> task.run(now, present));
        }
    }

    /** Done with the guest on the thread of its room. */
    private interface GuestTask {
        void run(long now, Guest guest);
    }

    @Override
    public void changed(ParticipantInfo info) {
        there((now, self) -> self.changed(now, info));
    }

    @Override
    public void published(TrackSid track, ClientSignal.AddTrack announced, boolean muted) {
        there((now, self) -> self.published(now, track, announced, muted));
    }

    @Override
    public void speaks(float level, boolean active) {
        there((now, self) -> self.speaks(level, active));
    }

    @Override
    public void unpublished(TrackSid track) {
        there((now, self) -> self.unpublished(now, track));
    }

    @Override
    public void packet(TrackSid track, SourceStream stream, RtpPacket packet, boolean repaired) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        byte[] copy = Arrays.copyOfRange(packet.array(), packet.offset(), packet.offset() + packet.length());
        to.onLoop(now -> waiting.decrementAndGet());
        there((now, self) -> {
            var view = new RtpPacket();
            if (view.parse(copy, 0, copy.length)) {
                self.packet(now, track, stream, view, repaired);
            }
        });
    }

    @Override
    public void report(TrackSid track, SourceStream stream, SenderReport report) {
        there((now, self) -> self.report(now, track, stream, report));
    }

    @Override
    public void ended() {
        there((now, self) -> self.left(now));
    }

    @Override
    public void keyFrameWanted(TrackSid track, int layer) {
        from.tell(identity, (now, room) -> room.forwarding().wantKeyFrame(track, layer));
    }

    @Override
    public void unwanted() {
        from.tell(identity, (now, room) -> room.forwarding().endRelay(identity, this));
    }
}
