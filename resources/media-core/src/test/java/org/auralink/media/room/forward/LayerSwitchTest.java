package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.junit.jupiter.api.Test;

/**
 * One subscriber, a hundred thousand changes of its layer, at random moments. Whatever it is sent is one stream: no number
 * is left out or used twice, across all wraps of 2^16; timestamps go on across 2^32, and so do picture ids.
 */
class LayerSwitchTest {
    private static final long MS = 1_000_000L;
    private static final int SWITCHES = 100_000;
    private static final int LAYERS = 3;
    private static final long FRAME = 33 * MS;

    /** A camera in three layers, and one who receives it. */
    private static final class Call implements PacketOut {
        private final Scratch scratch = new Scratch();
        private final ForwardedTrack track = new ForwardedTrack(true);
        private final SourceStream[] sources = new SourceStream[LAYERS];
        private final Subscription subscription =
                new Subscription(track, this, new OutboundStream(0x99, 120, 0x9A, 121, 90_000), scratch);
        private final byte[] buf = new byte[1_500];
        private final RtpPacket packet = new RtpPacket();
        private final RtpPacket out = new RtpPacket();
        private final CRC32 trace = new CRC32();
        private final Random random;

        /** Layers begin shortly before each of their wraps. */
        private final int[] sequence = {65_000, 10, 40_000};

        private final int[] picture = {32_700, 5, 20_000};
        private final long[] clock = {(1L << 32) - 9_000_000, (1L << 32) - 900_000, (1L << 32) - 90_000_000};
        private long now = 1_000 * MS;
        private int lastSequence = -1;
        private int lastTimestamp;
        private int lastPicture;
        private int layer = -1;
        private long packets;
        private long switches;
        private long wraps;
        private long timestampWraps;

        Call(long seed) {
            random = new Random(seed);
            for (int each = 0; each < LAYERS; each++) {
                sources[each] = new SourceStream(each + 1, each, Packets.VP8);
            }
        }

        private void run(int count) {
            track.add(subscription);
            for (SourceStream source : sources) {
                track.add(now, source);
            }
            subscription.ready(now);
            while (switches < count) {
                now += FRAME;
                if (random.nextInt(2) == 0) {
                    subscription.settings(now, false, VideoQuality.values()[random.nextInt(LAYERS)]);
                }
                for (int each = 0; each < LAYERS; each++) {
                    frame(each);
                }
            }
        }

        /** A frame of a layer, with the key frame that a switch waits for. */
        private void frame(int each) {
            boolean key = sources[each].takeKeyFrameRequest(now) || random.nextInt(3) == 0;
            int size = 1 + random.nextInt(2);
            // The layers' clocks tell the time, from beginnings of their own.
            long timestamp = clock[each] + now / 1_000 * 90 / 1_000 & 0xffff_ffffL;
            for (int index = 0; index < size; index++) {
                byte[] payload = {
                    (byte) (index == 0 ? 0x90 : 0x80),
                    (byte) 0x80,
                    (byte) (0x80 | picture[each] >> 8),
                    (byte) picture[each],
                    (byte) (key ? 0 : 1),
                    (byte) each
                };
                var writer =
                        new RtpWriter(buf).begin(index == size - 1, 96, sequence[each]++ & 0xffff, timestamp, each + 1);
                packet.parse(buf, 0, writer.payload(payload, 0, payload.length).length());
                track.receive(now, sources[each], packet, false);
            }
            picture[each] = picture[each] + 1 & 0x7fff;
        }

        @Override
        public boolean sendRtp(long at, byte[] array, int from, int size) {
            trace.update(array, from, size);
            assertThat(out.parse(array, from, size)).isTrue();
            int number = RtpBytes.readShort(array, out.payloadOffset() + 2) & 0x7fff;
            int from32 = (int) out.timestamp();
            if (lastSequence >= 0) {
                if (out.sequenceNumber() != (lastSequence + 1 & 0xffff)) {
                    throw new AssertionError("after " + lastSequence + " came " + out.sequenceNumber());
                }
                int ticks = from32 - lastTimestamp;
                if (ticks < 0 || ticks > 90_000 || ticks == 0 && number != lastPicture) {
                    throw new AssertionError("the clock went " + ticks + " ticks on");
                }
                int pictures = number - lastPicture & 0x7fff;
                if (pictures > 1) {
                    throw new AssertionError("after picture " + lastPicture + " came " + number);
                }
                wraps += out.sequenceNumber() == 0 ? 1 : 0;
                timestampWraps += Integer.compareUnsigned(from32, lastTimestamp) < 0 ? 1 : 0;
            }
            int sent = array[out.payloadOffset() + 5];
            if (sent != layer) {
                switches++;
                layer = sent;
            }
            lastSequence = out.sequenceNumber();
            lastTimestamp = from32;
            lastPicture = number;
            packets++;
            return true;
        }
    }

    @Test
    void aHundredThousandSwitchesLeaveOutNoNumberAndUseNoneTwice() {
        var call = new Call(20_261_128);
        call.run(SWITCHES);
        assertThat(call.switches).isGreaterThanOrEqualTo(SWITCHES);
        assertThat(call.packets).isGreaterThan(300_000);
        assertThat(call.wraps).as("of sequence numbers").isGreaterThan(4);
        assertThat(call.timestampWraps).as("of timestamps").isGreaterThanOrEqualTo(1);
    }

    @Test
    void theSameSeedSendsTheSameBytes() {
        assertThat(traceOf(1)).isEqualTo(traceOf(1)).isNotEqualTo(traceOf(2));
    }

    private static long traceOf(long seed) {
        var call = new Call(seed);
        call.run(1_000);
        return call.trace.getValue();
    }
}
