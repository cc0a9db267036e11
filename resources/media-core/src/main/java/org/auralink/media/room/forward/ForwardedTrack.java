package org.auralink.media.room.forward;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.codec.LayerSelector;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.FanOut;
import org.auralink.media.transport.ReadBatch;
import org.jspecify.annotations.Nullable;

/** A track that media arrives for: its layers and everybody it goes to. */
public final class ForwardedTrack {
    /** LOW, MEDIUM, HIGH. */
    public static final int MAX_LAYERS = 3;

    private final boolean video;
    private final @Nullable SourceStream[] layers = new SourceStream[MAX_LAYERS];
    private final Receivers receivers;
    private int asked = MAX_LAYERS - 1;
    private boolean muted;
    private boolean heard = true;

    /** Served by the loop's thread alone. @param video whether receivers have to begin with key frames */
    public ForwardedTrack(boolean video) {
        this(video, FanOut.ALONE);
    }

    /**
     * @param video whether receivers have to begin with key frames
     * @param threads that serve them
     */
    public ForwardedTrack(boolean video, FanOut threads) {
        this.video = video;
        receivers = new Receivers(threads);
    }

    /** As it was created. */
    public boolean isVideo() {
        return video;
    }

    /**
     * While it is muted nothing of it goes to anybody, whatever its publisher sends. Afterwards each receiver's stream
     * goes on without a gap in its numbers, video with a key frame, which is asked for.
     */
    public void setMuted(long now, boolean nowMuted) {
        muted = nowMuted;
        if (muted) {
            receivers.all().forEach(Subscription::pause);
            streams().forEach(stream -> stream.keyFrames().satisfied());
        } else {
            reconsider(now);
            streams().forEach(SourceStream::endMute);
        }
    }

    boolean isMuted() {
        return muted;
    }

    /**
     * Whether it goes to everybody who wants it, or only to those who insist: of many who could be heard at once not all are.
     * Afterwards each stream goes on without a gap in its numbers.
     *
     * @param late nanoseconds by which what came before may be sent late yet, as it took so long to notice; 0 for not
     */
    public void setHeard(long now, boolean nowHeard, long late) {
        if (heard != nowHeard) {
            heard = nowHeard;
            receivers.all().forEach(subscription -> subscription.heardAnew(now, late));
        }
    }

    boolean isHeard() {
        return heard;
    }

    /** A layer's first packet arrived, or the publisher sends it with another SSRC now. */
    public void add(long now, SourceStream stream) {
        SourceStream before = layers[stream.layer()];
        layers[stream.layer()] = stream;
        stream.setPaused(now, stream.layer() > asked);
        if (before != null && before != stream) {
            receivers.all().forEach(each -> each.replaced(stream.layer()));
        }
        reconsider(now);
    }

    /** The stream of a layer, or null. */
    public @Nullable SourceStream stream(int layer) {
        return layers[layer];
    }

    /** Layers that were ever seen. */
    public List<SourceStream> streams() {
        List<SourceStream> present = new ArrayList<>(MAX_LAYERS);
        for (SourceStream stream : layers) {
            if (stream != null) {
                present.add(stream);
            }
        }
        return present;
    }

    /** Sends the track to one more. */
    public void add(Subscription subscription) {
        receivers.add(subscription);
    }

    /** Sends it to one less. */
    public void remove(Subscription subscription) {
        receivers.remove(subscription);
    }

    /** A receiver wants another layer than before; -1 for none. */
    void wished(int before, int after) {
        receivers.wishes().changed(before, after);
    }

    /**
     * The highest layer that somebody wants, be it sent at present or not; -1 when nobody wants the track. Who wants less
     * than there is wants the lowest.
     */
    public int wanted() {
        int wanted = receivers.wishes().highest();
        return wanted < 0 ? -1 : Math.max(wanted, lowestKnown());
    }

    private int lowestKnown() {
        for (SourceStream stream : layers) {
            if (stream != null) {
                return stream.layer();
            }
        }
        return -1;
    }

    /**
     * The publisher is asked for the layers up to this one, and to pause those above. Nobody waits for a paused one: it
     * counts as absent until it is asked for again and comes.
     *
     * @param highest -1 when it shall pause all
     */
    public void ask(long now, int highest) {
        asked = highest;
        for (SourceStream stream : layers) {
            if (stream != null) {
                stream.setPaused(now, stream.layer() > highest);
            }
        }
        reconsider(now);
    }

    /** Everybody it goes to. */
    public List<Subscription> subscriptions() {
        return receivers.all();
    }

    /** A packet arrived that was read alone. */
    public boolean receive(long now, SourceStream source, RtpPacket packet, boolean repaired) {
        return receive(now, source, packet, repaired, ReadBatch.NONE);
    }

    /**
     * A packet arrived on one of the layers. Goes to everybody at once, or with those that are read with it.
     *
     * @param repaired whether it came as a retransmission
     * @param batch it is part of
     * @return false when it was there already, has another codec than its stream, or its stream was replaced
     */
    public boolean receive(long now, SourceStream source, RtpPacket packet, boolean repaired, ReadBatch batch) {
        boolean came = source.isArriving(now);
        // Two streams in one layer's place would take turns with one subscriber's numbers.
        if (layers[source.layer()] != source) {
            return false;
        }
        if (!source.accepts(packet.payloadType()) || !source.receive(now, packet, repaired)) {
            return false;
        }
        boolean keyFrame = source.arrived().isKeyFrameStart();
        if (!came) {
            // A layer that comes back usually does so with a key frame, which must not pass unused.
            source.keyFrames().begun();
            reconsider(now);
        }
        if (keyFrame) {
            source.keyFrames().satisfied();
        }
        if (!muted && SourceStream.isUsable(source.arrived())) {
            if (!batch.isOpen()
                    || !video
                    || keyFrame
                    || repaired
                    || !source.gathered().add(packet, this, batch)) {
                forward(now, source, packet, keyFrame);
            }
        }
        return true;
    }

    private void forward(long now, SourceStream source, RtpPacket packet, boolean keyFrame) {
        for (SourceStream stream : layers) {
            if (stream != null) {
                // What came before goes before.
                stream.forwardGathered(now);
            }
        }
        receivers.forward(now, source, packet, keyFrame || !video);
    }

    /** Hands on what waited for the end of its batch, as far as it is wanted still. */
    void forward(long now, Gathered waited) {
        if (muted || layers[waited.source().layer()] != waited.source()) {
            waited.drop();
        } else {
            waited.forward(now, receivers);
        }
    }

    /** The publisher's sender report for one of the layers. */
    public void receive(long now, SourceStream source, SenderReport report) {
        source.receive(now, report);
    }

    /** Lets every subscriber reconsider its layer: some may have fallen silent. Call a few times per second. */
    public void reconsider(long now) {
        receivers.choose(now);
    }

    /** None of its streams is sent any more; others may come. */
    public void forgetStreams() {
        for (SourceStream stream : streams()) {
            layers[stream.layer()] = null;
            receivers.all().forEach(each -> each.replaced(stream.layer()));
        }
    }

    /** Whether somebody wants it. */
    public boolean isWanted() {
        return wanted() >= 0;
    }

    /** Whoever takes the same track in another codec too gets that from now on. */
    public void handOver(long now, ForwardedTrack other) {
        List<Subscription> present = receivers.all();
        for (int i = present.size() - 1; i >= 0; i--) {
            if (present.get(i).canTake(other)) {
                present.get(i).take(now, other);
            }
        }
    }

    /** Whether sizes are streams of their own, so that each has one size only, whatever its packets say. */
    boolean isSimulcast() {
        return lowestKnown() >= 0 && only() == null;
    }

    /**
     * The next layer above another that is sent at present, be it a stream or inside one.
     *
     * @param layer -1 for the lowest
     * @return -1 when there is none
     */
    public int layerAbove(long now, int layer) {
        SourceStream only = only();
        if (only != null && only.format().hasSizes() && only.isLive(now)) {
            return layer + 1 < MAX_LAYERS ? layer + 1 : -1;
        }
        for (int above = layer + 1; above < MAX_LAYERS; above++) {
            SourceStream stream = layers[above];
            if (stream != null && stream.isLive(now)) {
                return above;
            }
        }
        return -1;
    }

    /** What a layer takes, with those that it needs. Of layers inside one stream an estimate. */
    public long bitsPerSecond(long now, int layer) {
        SourceStream only = only();
        if (only != null && only.format().hasSizes()) {
            return only.bitsPerSecond(now) * ForwardLimits.SCALABLE_PERCENT.get(layer) / 100;
        }
        SourceStream stream = layers[layer];
        return stream == null ? 0 : stream.bitsPerSecond(now);
    }

    /**
     * How many pictures of a layer can be had: the highest temporal layer that takes no more than this, with those below it.
     *
     * @return {@link LayerSelector#ALL} when all do; the lowest when even that takes more
     */
    public int temporalWithin(long now, int layer, long bits) {
        long rate = bitsPerSecond(now, layer);
        SourceStream stream = streamOf(layer);
        if (rate <= bits || stream == null) {
            return LayerSelector.ALL;
        }
        return stream.rates().layerWithin((double) bits / rate);
    }

    /** What a layer takes with no more than so many of its temporal layers. */
    public long bitsPerSecond(long now, int layer, int temporal) {
        SourceStream stream = streamOf(layer);
        double share = stream == null ? 1 : stream.rates().share(temporal);
        return Math.round(share * bitsPerSecond(now, layer));
    }

    /** What its best layer took when that came last; 0 while the track is muted. */
    public long measuredBest(long now) {
        return measured(now, MAX_LAYERS - 1);
    }

    /**
     * What a receiver that wants this layer is sent, as it was measured when that layer came last: the highest up to it, else the
     * lowest that ever came. Of layers inside one stream an estimate.
     *
     * @param layer -1 for nothing
     */
    public long measured(long now, int layer) {
        if (muted || layer < 0) {
            return 0;
        }
        SourceStream only = only();
        if (only != null) {
            long whole = only.measuredBitsPerSecond(now);
            return only.format().hasSizes() ? whole * ForwardLimits.SCALABLE_PERCENT.get(layer) / 100 : whole;
        }
        long found = 0;
        for (int each = 0; each < MAX_LAYERS; each++) {
            SourceStream stream = layers[each];
            long rate = stream == null ? 0 : stream.measuredBitsPerSecond(now);
            found = rate > 0 && (each <= layer || found == 0) ? rate : found;
        }
        return found;
    }

    private @Nullable SourceStream streamOf(int layer) {
        SourceStream only = only();
        return only == null ? layers[layer] : only;
    }

    private @Nullable SourceStream only() {
        SourceStream found = null;
        for (SourceStream stream : layers) {
            if (stream != null && found != null) {
                return null;
            }
            found = stream == null ? found : stream;
        }
        return found;
    }

    /** Somebody cannot go on, or begin, with a layer without a key frame. */
    public void wantKeyFrame(int layer) {
        SourceStream stream = layers[layer];
        if (stream != null) {
            stream.keyFrames().want();
        }
    }

    /**
     * The highest live layer up to the wanted one, else the lowest live one. While nothing is live, as when the
     * publisher is muted, there is no reason to leave the present one; without one, the lowest known. -1 for none.
     */
    int bestLayer(long now, int wanted, int present) {
        int below = -1;
        int above = -1;
        int known = -1;
        for (int i = MAX_LAYERS - 1; i >= 0; i--) {
            SourceStream stream = layers[i];
            if (stream == null) {
                continue;
            }
            known = i;
            if (i > wanted) {
                // One that its publisher goes on sending, although it was asked not to, is better than nothing.
                above = stream.isArriving(now) ? i : above;
            } else if (below < 0 && stream.isLive(now)) {
                below = i;
            }
        }
        if (below >= 0 || above >= 0) {
            return below >= 0 ? below : above;
        }
        return present >= 0 ? present : known;
    }
}
