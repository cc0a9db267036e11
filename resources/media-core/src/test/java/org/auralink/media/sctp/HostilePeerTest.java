package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.auralink.media.netem.Network;
import org.auralink.media.rtp.RtpBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that has shaken hands and then does what it likes: written chunk by chunk. */
class HostilePeerTest {
    private static final int WHOLE = DataChunk.FIRST | DataChunk.LAST;

    private final Endpoint victim = new Endpoint(1);
    private final List<byte[]> sent = new ArrayList<>();
    private long now = Network.SECONDS;
    private int tag;
    private long firstTsn;

    @BeforeEach
    void shakeHands() {
        victim.association.connect(now);
        byte[] init = exchange().get(0);
        tag = RtpBytes.readInt(init, 16);
        firstTsn = RtpBytes.readUnsignedInt(init, 28);
        give(packet -> new InitChunk(7, 1 << 20, 1_024, 1_024, 1, true, true, new byte[8], List.of())
                .write(packet, ChunkType.INIT_ACK));
        give(packet -> {
            packet.open(ChunkType.COOKIE_ACK, 0);
            packet.close();
        });
        assertThat(victim.connected).isEqualTo(1);
        exchange();
    }

    private void give(Consumer<PacketWriter> content) {
        victim.receive(now, Chunks.packet(tag, content));
    }

    /** What the victim sends now. */
    private List<byte[]> exchange() {
        sent.clear();
        victim.transmit(now, (buf, from, size) -> sent.add(Arrays.copyOfRange(buf, from, from + size)));
        return sent;
    }

    private void pass(long time) {
        long end = now + time;
        while (victim.nextTimeout() <= end) {
            now = Math.max(now, victim.nextTimeout());
            victim.advance(now);
            exchange();
        }
        now = end;
    }

    private void sack(long upTo, int window, int... gaps) {
        give(packet -> {
            packet.open(ChunkType.SACK, 0);
            packet.putInt((int) upTo);
            packet.putInt(window);
            packet.putShort(gaps.length / 2);
            packet.putShort(0);
            for (int gap : gaps) {
                packet.putShort(gap);
            }
            packet.close();
        });
    }

    private int type(byte[] packet) {
        return packet[12] & 0xff;
    }

    @Test
    void aWindowOfZeroIsAskedForAgainButSentNothing() {
        for (int n = 0; n < 20; n++) {
            victim.send(now, 1, Endpoint.numbered(n, 1_000), Delivery.RELIABLE);
        }
        int first = exchange().size();
        assertThat(first).isBetween(3, 5);
        sack(firstTsn + first - 1, 0);
        assertThat(exchange()).isEmpty();
        pass(Network.SECONDS);
        long asked = victim.association.counters().retransmissions();
        for (int n = 0; n < 50; n++) {
            pass(2 * Network.SECONDS);
            sack(firstTsn + first - 1, 0);
            assertThat(exchange()).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(victim.association.counters().retransmissions() - asked).isBetween(15L, 50L);
        assertThat(victim.ended).as("a slow reader is not gone").isNull();
        assertThat(victim.association.held()).isLessThan(SctpLimits.DEFAULT.sendBuffer());
        sack(firstTsn + first, 1 << 20);
        assertThat(exchange().size()).isPositive();
    }

    @Test
    void aMessageLargerThanAllowedEndsTheAssociation() {
        byte[] part = new byte[1_100];
        for (int n = 1; n < 100 && victim.ended == null; n++) {
            int tsn = n;
            give(packet -> Chunks.writeData(packet, tsn, 0, 0, tsn == 1 ? DataChunk.FIRST : 0, part));
        }
        assertThat(victim.ended).isEqualTo(EndReason.PROTOCOL_VIOLATION);
        assertThat(type(exchange().get(0))).isEqualTo(ChunkType.ABORT);
        assertThat(victim.association.kept()).isZero();
    }

    @Test
    void endlessBeginningsAreBounded() {
        long most = 0;
        for (int n = 1; n < 100_000 && victim.ended == null; n++) {
            int tsn = n;
            give(packet -> Chunks.writeData(packet, tsn, tsn % 1_024, 0, DataChunk.FIRST, new byte[1]));
            most = Math.max(most, victim.association.kept());
        }
        assertThat(victim.ended).isEqualTo(EndReason.PROTOCOL_VIOLATION);
        assertThat(most).isLessThan(SctpLimits.DEFAULT.receiveBuffer() + 3 * 65_536);
    }

    @Test
    void dataBehindAGapIsKeptWithinTheWindowOnly() {
        for (int n = 2; n < 3_000; n++) {
            int tsn = n;
            give(packet -> Chunks.writeData(packet, tsn, 0, tsn - 1, WHOLE, new byte[1_100]));
        }
        assertThat(victim.association.kept()).isLessThanOrEqualTo(SctpLimits.DEFAULT.receiveBuffer());
        assertThat(victim.association.counters().get(SctpDrop.NO_ROOM)).isPositive();
        assertThat(exchange()).hasSizeLessThanOrEqualTo(40);
        give(packet -> Chunks.writeData(packet, 1, 0, 0, WHOLE, new byte[1_100]));
        assertThat(victim.received).hasSizeGreaterThan(800);
        assertThat(victim.association.kept()).isZero();
    }

    @Test
    void acknowledgementsThatOverlapCostNoMoreThanWhatIsSent() {
        for (int n = 0; n < 10; n++) {
            victim.send(now, 1, Endpoint.numbered(n, 300), Delivery.RELIABLE);
        }
        exchange();
        int[] gaps = new int[2 * 5_000];
        for (int n = 0; n < gaps.length; n += 2) {
            gaps[n] = 2;
            gaps[n + 1] = 65_535;
        }
        for (int n = 0; n < 100; n++) {
            sack(firstTsn - 1, 1 << 20, gaps);
        }
        exchange();
        sack(firstTsn + 9, 1 << 20);
        assertThat(victim.association.held()).isZero();
    }

    @Test
    void acknowledgementsOfWhatWasNotSentAreDropped() {
        victim.send(now, 1, Endpoint.numbered(1, 300), Delivery.RELIABLE);
        exchange();
        sack(firstTsn + 1, 1 << 20);
        sack(firstTsn + 0x7000_0000L, 1 << 20);
        assertThat(victim.association.counters().get(SctpDrop.BAD_ACKNOWLEDGEMENT))
                .isEqualTo(2);
        assertThat(victim.association.held()).isPositive();
    }

    @Test
    void aPeerThatThrowsAwayWhatItAcknowledgedGetsItAgain() {
        for (int n = 0; n < 3; n++) {
            victim.send(now, 1, Endpoint.numbered(n, 1_000), Delivery.RELIABLE);
        }
        exchange();
        sack(firstTsn, 1 << 20, 1, 2);
        pass(3 * Network.SECONDS);
        assertThat(victim.association.counters().retransmissions()).isPositive();
        sack(firstTsn + 2, 1 << 20);
        assertThat(victim.association.held()).isZero();
    }

    @Test
    void aFloodOfQuestionsGetsBoundedAnswers() {
        for (int n = 0; n < 1_000; n++) {
            give(packet -> {
                for (int m = 0; m < 50; m++) {
                    packet.open(ChunkType.HEARTBEAT, 0);
                    packet.putShort(1);
                    packet.putShort(8);
                    packet.putInt(m);
                    packet.close();
                }
            });
        }
        assertThat(exchange()).hasSize(1);
        assertThat(victim.association.counters().get(SctpDrop.TOO_MANY_REPLIES)).isGreaterThan(40_000);
    }

    @Test
    void whatNobodyKnowsIsSkippedOrReportedAsItsTypeAsks() {
        int[] types = {0x3F, 0x7F, 0xBF, 0xFF};
        for (int type : types) {
            give(packet -> {
                packet.open(type, 0);
                packet.putInt(5);
                packet.close();
                packet.open(ChunkType.HEARTBEAT, 0);
                packet.putShort(1);
                packet.putShort(4);
                packet.close();
            });
        }
        byte[] answer = exchange().get(0);
        PacketReader reader = new PacketReader(100);
        reader.read(answer, 0, answer.length);
        List<Integer> answers = new ArrayList<>();
        while (reader.next()) {
            answers.add(reader.type());
        }
        assertThat(answers)
                .containsExactly(
                        ChunkType.ERROR, // 0x7F, and what is behind it is not looked at
                        ChunkType.HEARTBEAT_ACK, // behind 0xBF
                        ChunkType.ERROR, // 0xFF
                        ChunkType.HEARTBEAT_ACK);
    }

    @Test
    void dataWithoutBytesEndsTheAssociation() {
        give(packet -> Chunks.writeData(packet, 1, 0, 0, WHOLE, new byte[0]));
        assertThat(victim.ended).isEqualTo(EndReason.PROTOCOL_VIOLATION);
    }

    @Test
    void dataOnAStreamThatIsNotThereIsAcknowledgedAndReported() {
        give(packet -> Chunks.writeData(packet, 1, 5_000, 0, WHOLE, new byte[4]));
        assertThat(victim.received).isEmpty();
        assertThat(type(exchange().get(0))).isEqualTo(ChunkType.ERROR);
        give(packet -> Chunks.writeData(packet, 2, 1, 0, WHOLE, new byte[4]));
        assertThat(victim.received).hasSize(1);
    }

    @Test
    void aSkipToFarAheadIsTakenAndCostsNothing() {
        give(packet -> {
            packet.open(ChunkType.FORWARD_TSN, 0);
            packet.putInt(0x7000_0000);
            for (int n = 0; n < 2_000; n++) {
                packet.putShort(n);
                packet.putShort(0x7000);
            }
            packet.close();
        });
        give(packet -> Chunks.writeData(packet, 0x7000_0001L, 1, 0x7001, WHOLE, new byte[4]));
        assertThat(victim.received).hasSize(1);
        assertThat(victim.association.kept()).isZero();
    }

    @Test
    void resetsThatMakeNoSenseAreAnsweredInKind() {
        // Request number that is not next, streams that are not there, what only we may decide.
        for (int sequence : new int[] {99, 1, 1, 2}) {
            give(packet -> {
                packet.open(ChunkType.RE_CONFIG, 0);
                packet.putShort(sequence == 2 ? 15 : 13);
                packet.putShort(18);
                packet.putInt(sequence);
                packet.putInt(0);
                packet.putInt(0);
                packet.putShort(60_000);
                packet.close();
            });
        }
        byte[] answer = exchange().get(0);
        List<Integer> results = new ArrayList<>();
        for (int at = 12; at < answer.length; at += 16) {
            results.add(RtpBytes.readInt(answer, at + 12));
        }
        assertThat(results).containsExactly(5, 1, 1, 2);
        assertThat(victim.incomingResets).containsExactly(60_000);
    }
}
