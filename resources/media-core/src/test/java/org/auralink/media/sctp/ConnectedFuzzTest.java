package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.auralink.media.netem.Network;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.sctp.channel.ChannelEvents;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.sctp.channel.DataChannel;
import org.auralink.media.sctp.channel.DataChannels;

/**
 * A peer that has shaken hands and sends any chunks. The input is packets: how much time passes before, in 10 ms, the
 * length in two bytes, and the chunks, whose common header is added. While we send too, so that acknowledgements mean
 * something; our first TSN is 1.
 */
class ConnectedFuzzTest {
    private static final int OUR_TAG = 77;
    private static final int MAX_PACKETS = 200;
    private static final int MAX_SIZE = 1_500;

    private long now;
    private int opened;
    private int closed;
    private boolean ended;
    private int sent;
    private DataChannels channels;

    @FuzzTest(maxDuration = "2m")
    void anyChunksLeaveAConnectedAssociationBounded(byte[] input) {
        connect();
        DataChannel reliable = channels.open(now, "r", ChannelOptions.RELIABLE);
        DataChannel lossy = channels.open(now, "l", ChannelOptions.LOSSY);
        int at = 0;
        for (int n = 0; n < MAX_PACKETS && at + 3 <= input.length; n++) {
            channels.send(now, reliable, true, new byte[3_000], 0, 3_000);
            channels.send(now, lossy, false, new byte[2_000], 0, 2_000);
            transmit();
            now += (input[at] & 0xff) * 10 * Network.MILLIS;
            int size = Math.min(RtpBytes.readShort(input, at + 1) % MAX_SIZE, input.length - at - 3);
            int from = at + 3;
            at = from + size;
            channels.advance(now);
            if (size > 0) {
                byte[] packet = Chunks.packet(OUR_TAG, writer -> writer.putBytes(input, from, size));
                channels.receive(now, packet, 0, packet.length);
            }
            transmit();
            assertBounded();
        }
        channels.abort(now, "end");
        transmit();
        assertThat(ended).isTrue();
        assertThat(channels.channels()).isEmpty();
        assertThat(channels.association().held() + channels.association().kept())
                .isZero();
    }

    private void connect() {
        now = Network.SECONDS;
        opened = 0;
        closed = 0;
        ended = false;
        channels = new DataChannels(
                true, Endpoint.PORT, ChannelLimits.DEFAULT, Endpoint.beginningWith(1, OUR_TAG, 1), new Events());
        channels.connect(now);
        transmit();
        receive(new InitChunk(7, 1 << 20, 1_024, 1_024, 1, true, true, new byte[8], java.util.List.of()));
        byte[] done = Chunks.packet(OUR_TAG, packet -> packet.putChunk(new byte[] {ChunkType.COOKIE_ACK, 0, 0, 4}));
        channels.receive(now, done, 0, done.length);
        assertThat(channels.association().state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    private void receive(InitChunk answer) {
        byte[] packet = Chunks.packet(OUR_TAG, writer -> answer.write(writer, ChunkType.INIT_ACK));
        channels.receive(now, packet, 0, packet.length);
    }

    private void transmit() {
        sent = 0;
        channels.transmit(now, (buf, from, size) -> {
            assertThat(size).isLessThanOrEqualTo(SctpLimits.DEFAULT.maxPacket());
            sent++;
        });
        assertThat(sent).isLessThan(300);
    }

    private void assertBounded() {
        SctpAssociation association = channels.association();
        assertThat(association.held()).isBetween(0L, (long) SctpLimits.DEFAULT.sendBuffer());
        assertThat(association.kept()).isBetween(0L, SctpLimits.DEFAULT.receiveBuffer() + 3L * 65_536);
        assertThat(channels.channels().size()).isLessThanOrEqualTo(ChannelLimits.DEFAULT.maxChannels());
        assertThat(closed).isLessThanOrEqualTo(opened + 2);
        assertThat(ended).isEqualTo(association.state() == AssociationState.ENDED);
        assertThat(association.nextTimeoutNanos()).isGreaterThan(now - Network.SECONDS);
    }

    private final class Events implements ChannelEvents {
        @Override
        public void onOpen(long time, DataChannel channel) {
            opened++;
        }

        @Override
        public void onMessage(long time, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
            assertThat(from >= 0 && size >= 0 && from + size <= buf.length).isTrue();
        }

        @Override
        public void onBufferedAmountLow(long time, DataChannel channel) {}

        @Override
        public void onClosed(long time, DataChannel channel) {
            closed++;
        }

        @Override
        public void onEnded(long time, EndReason reason) {
            ended = true;
        }
    }
}
