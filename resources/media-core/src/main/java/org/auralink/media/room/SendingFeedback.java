package org.auralink.media.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.auralink.media.room.forward.LayerReason;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.rtcp.FullIntraRequest;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.transport.MediaTransport;
import org.jspecify.annotations.Nullable;

/** What a subscriber says about the streams it receives, and what it is told about them. */
final class SendingFeedback {
    private final RtcpOut rtcp;
    private final List<SendingSection> sections;
    private final CountedOut out;
    /** Answered, but the connection is not up yet. */
    private final Set<Subscription> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

    private final MeanLoss meanLoss = new MeanLoss();
    private final Redundancy redundancy = new Redundancy();
    private final boolean redundancyOnLoss;
    private long reportAt;
    private long repeatAfter;

    /**
     * @param sections the subscriber's, as they are at any time
     * @param out by which it is sent to
     * @param redundancyOnLoss {@link AudioRule#redundancyOnLoss}
     */
    SendingFeedback(RtcpOut rtcp, List<SendingSection> sections, CountedOut out, boolean redundancyOnLoss) {
        this.redundancyOnLoss = redundancyOnLoss;
        this.out = out;
        this.rtcp = rtcp;
        this.sections = sections;
    }

    /** The client accepted the stream. */
    void accepted(Subscription subscription) {
        waiting.add(subscription);
    }

    /** The connection is up: what was accepted is sent. */
    void start(long now) {
        waiting.forEach(subscription -> subscription.ready(now));
        waiting.clear();
    }

    /** No packet is repeated again sooner than so many nanoseconds later. */
    void repeatAfter(long nanos) {
        repeatAfter = nanos;
    }

    void receive(long now, List<RtcpPacket> packets) {
        for (RtcpPacket packet : packets) {
            if (packet instanceof ReceiverReport report) {
                received(now, report.reports());
            } else if (packet instanceof SenderReport report) {
                received(now, report.reports());
            } else if (packet instanceof Nack nack) {
                Subscription subscription = withSsrc(nack.mediaSsrc());
                if (subscription != null) {
                    subscription.repeat(now, nack.sequences(), repeatAfter);
                }
            } else if (packet instanceof PictureLossIndication lost) {
                keyFrameWanted(lost.mediaSsrc());
            } else if (packet instanceof FullIntraRequest wanted) {
                keyFrameWanted(wanted.mediaSsrc());
            }
        }
    }

    private void received(long now, List<ReportBlock> blocks) {
        for (ReportBlock block : blocks) {
            Subscription subscription = withSsrc(block.ssrc());
            if (subscription != null) {
                subscription.reports().received(now, block);
            }
        }
    }

    private void keyFrameWanted(int ssrc) {
        Subscription subscription = withSsrc(ssrc);
        if (subscription != null) {
            subscription.keyFrameWanted();
        }
    }

    private @Nullable Subscription withSsrc(int ssrc) {
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            if (subscription != null && subscription.out().ssrc() == ssrc) {
                return subscription;
            }
        }
        return null;
    }

    void tick(long now, MediaTransport transport) {
        if (now < reportAt) {
            return;
        }
        reportAt = now + RoomTimes.REPORT;
        meanLoss.add(lossPer256());
        spareRedundancy(now);
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            SenderReport report = subscription == null ? null : subscription.senderReport(now);
            if (report != null) {
                rtcp.add(now, transport, report);
                rtcp.add(now, transport, section.source());
            }
        }
    }

    private void spareRedundancy(long now) {
        if (!redundancyOnLoss) {
            return;
        }
        boolean reported = false;
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            reported |= subscription != null && subscription.reports().hasCome();
        }
        redundancy.tick(now, reported ? lossPer256() : -1);
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            if (subscription != null && section.kind() == TrackKind.AUDIO) {
                subscription.repeatBlocks(redundancy.isWanted());
            }
        }
    }

    /** RTP to the client so far, retransmissions included. */
    long bytes() {
        return out.bytes();
    }

    /** Video that goes to the client, as many at most, and why so. */
    List<ParticipantReport.Received> video(long now, int most) {
        List<ParticipantReport.Received> sent = new ArrayList<>();
        for (int i = 0; i < sections.size() && sent.size() < most; i++) {
            PublishedTrack track = sections.get(i).track();
            Subscription subscription = sections.get(i).subscription();
            if (track != null && subscription != null && track.kind() == TrackKind.VIDEO) {
                sent.add(new ParticipantReport.Received(
                        track.sid(), subscription.wish(), subscription.layer(), LayerReason.of(now, subscription)));
            }
        }
        return sent;
    }

    /** Tells outside how each stream arrives. */
    void tellStreams(RoomEvents events) {
        for (SendingSection section : sections) {
            PublishedTrack track = section.track();
            Subscription subscription = section.subscription();
            if (track != null && subscription != null) {
                int clockRate = subscription.out().clockRate();
                events.streamMeasured(
                        false,
                        track.source(),
                        track.kind(),
                        subscription.reports().takeHealth(clockRate));
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
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            worst = subscription == null
                    ? worst
                    : Math.max(
                            worst,
                            subscription
                                    .reports()
                                    .jitterNanos(subscription.out().clockRate()));
        }
        return worst;
    }

    /** Loss of the worst stream, in 1/256. */
    int lossPer256() {
        int worst = 0;
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            worst = subscription == null
                    ? worst
                    : Math.max(worst, subscription.reports().lossPer256());
        }
        return worst;
    }

    /** Last measured round trip in nanoseconds, or -1. */
    long roundTripNanos() {
        long last = -1;
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            last = subscription == null
                    ? last
                    : Math.max(last, subscription.reports().roundTripNanos());
        }
        return last;
    }
}
