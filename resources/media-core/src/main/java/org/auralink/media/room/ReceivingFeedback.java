package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.transport.MediaTransport;

/** What a publisher is told about its streams: losses to repair, key frames to send, reports. */
final class ReceivingFeedback {
    /** Blocks that one report can hold (RFC 3550 6.4.1). */
    private static final int MAX_BLOCKS = 31;

    private final int ssrc;
    private final RtcpOut rtcp;
    private final IncomingStreams streams;
    private final LongSupplier roundTrip;
    private long reportAt;
    private int lossPer256;
    private final MeanLoss meanLoss = new MeanLoss();

    /**
     * @param ssrc ours, as the sender of feedback
     * @param roundTrip last measured one to the client in nanoseconds, or -1
     */
    ReceivingFeedback(int ssrc, RtcpOut rtcp, IncomingStreams streams, LongSupplier roundTrip) {
        this.ssrc = ssrc;
        this.rtcp = rtcp;
        this.streams = streams;
        this.roundTrip = roundTrip;
    }

    void tick(long now, MediaTransport transport) {
        if (now >= reportAt) {
            reportAt = now + RoomTimes.REPORT;
            report(now, transport);
        }
        List<IncomingStreams.Stream> all = streams.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).repaired() < 0) {
                ask(now, transport, all.get(i).source());
            }
        }
    }

    private void ask(long now, MediaTransport transport, SourceStream source) {
        int[] missing = source.missing(now);
        if (missing.length > 0) {
            rtcp.add(now, transport, new Nack(ssrc, source.ssrc(), missing));
        }
        if (source.takeKeyFrameRequest(now)) {
            rtcp.add(now, transport, new PictureLossIndication(ssrc, source.ssrc()));
        }
    }

    private void report(long now, MediaTransport transport) {
        List<ReportBlock> blocks = new ArrayList<>();
        int lost = 0;
        long measured = roundTrip.getAsLong();
        for (IncomingStreams.Stream stream : streams.all()) {
            if (stream.repaired() < 0) {
                if (measured >= 0) {
                    stream.source().setRoundTrip(measured);
                }
                ReportBlock block = stream.source().reportBlock(now);
                lost = Math.max(lost, block.fractionLost());
                blocks.add(block);
            }
        }
        lossPer256 = lost;
        meanLoss.add(lost);
        for (int from = 0; from < blocks.size(); from += MAX_BLOCKS) {
            List<ReportBlock> part = blocks.subList(from, Math.min(blocks.size(), from + MAX_BLOCKS));
            rtcp.add(now, transport, new ReceiverReport(ssrc, part));
        }
    }

    /** Tells outside how each stream came. */
    void tellStreams(RoomEvents events) {
        for (IncomingStreams.Stream stream : streams.all()) {
            if (stream.repaired() < 0) {
                PublishedTrack track = stream.track();
                events.streamMeasured(
                        true, track.source(), track.kind(), stream.source().takeHealth());
            }
        }
    }

    /** {@link MeanLoss#take}. */
    double takeMeanLoss() {
        return meanLoss.take();
    }

    /** Of the worst stream. */
    long jitterNanos() {
        long worst = 0;
        for (IncomingStreams.Stream stream : streams.all()) {
            worst = Math.max(worst, stream.source().jitterNanos());
        }
        return worst;
    }

    /** Loss of the worst stream in the last interval, in 1/256. */
    int lossPer256() {
        return lossPer256;
    }
}
