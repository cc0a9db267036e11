package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packets, chunks and parameters (RFC 9260 3). */
class PacketCodecTest {
    /** The first packet that Pion's SCTP 1.12 sent on a data channel's association. */
    private static final byte[] PION_INIT =
            HexFormat.of().parseHex("138813880000000051b14dca0100001cff9b710e00100000fffffffff1d216b08008000882c040c2");

    private final List<byte[]> packets = new ArrayList<>();
    private final PacketWriter writer = new PacketWriter(5_000, 5_001, 1_160);
    private final PacketReader reader = new PacketReader(128);

    private void begin() {
        writer.begin((buf, from, size) -> packets.add(Arrays.copyOfRange(buf, from, from + size)), 0xcafe_babe);
    }

    @Test
    void aPacketOfAnotherImplementationIsRead() {
        assertThat(reader.read(PION_INIT, 0, PION_INIT.length)).isTrue();
        assertThat(reader.verificationTag()).isZero();
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(ChunkType.INIT);
        assertThat(reader.isAlone()).isTrue();
        InitChunk init = InitChunk.read(reader);
        assertThat(init.forwardsTsn()).isTrue();
        assertThat(init.reconfigures()).isTrue();
        assertThat(init.outgoingStreams()).isEqualTo(65_535);
    }

    @Test
    void aPacketWithAnyBitChangedIsRefused() {
        for (int bit = 0; bit < 8 * PION_INIT.length; bit++) {
            byte[] changed = PION_INIT.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(reader.read(changed, 0, changed.length))
                    .as("bit %d", bit)
                    .isFalse();
        }
        for (int size = 0; size < PION_INIT.length; size++) {
            assertThat(reader.read(PION_INIT, 0, size)).isFalse();
        }
    }

    @Test
    void chunksAreBundledAndPadded() {
        begin();
        writer.putChunk(new byte[] {10, 0, 0, 7, 1, 2, 3});
        writer.putChunk(new byte[] {11, 0, 0, 4});
        writer.send();
        assertThat(packets).hasSize(1);
        assertThat(packets.get(0)).hasSize(12 + 8 + 4);
        byte[] shifted = new byte[packets.get(0).length + 5];
        System.arraycopy(packets.get(0), 0, shifted, 5, packets.get(0).length);
        assertThat(reader.read(shifted, 5, packets.get(0).length)).isTrue();
        assertThat(reader.sourcePort()).isEqualTo(5_000);
        assertThat(reader.destinationPort()).isEqualTo(5_001);
        assertThat(reader.verificationTag()).isEqualTo(0xcafe_babe);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(10);
        assertThat(reader.valueSize()).isEqualTo(3);
        assertThat(reader.isAlone()).isFalse();
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(11);
        assertThat(reader.next()).isFalse();
        assertThat(reader.isMalformed()).isFalse();
    }

    @Test
    void aFullPacketLeavesBeforeTheNextChunk() {
        begin();
        byte[] chunk = new byte[1_000];
        chunk[2] = (byte) (1_000 >> 8);
        chunk[3] = (byte) 1_000;
        writer.putChunk(chunk);
        writer.putChunk(chunk);
        writer.send();
        writer.send();
        assertThat(packets).hasSize(2).allSatisfy(packet -> assertThat(packet).hasSizeLessThanOrEqualTo(1_160));
    }

    @Test
    void whatIsNotDataComesBeforeData() {
        begin();
        writer.putChunk(new byte[] {ChunkType.SACK, 0, 0, 4});
        Chunks.writeData(writer, 1, 0, 0, 3, new byte[4]);
        Chunks.writeData(writer, 2, 0, 1, 3, new byte[4]);
        writer.open(ChunkType.FORWARD_TSN, 0);
        writer.putInt(2);
        writer.close();
        Chunks.writeData(writer, 3, 0, 2, 3, new byte[4]);
        writer.putChunk(new byte[] {ChunkType.SHUTDOWN_ACK, 0, 0, 4});
        writer.send();
        assertThat(packets.stream().map(PacketCodecTest::types))
                .containsExactly(
                        List.of(ChunkType.SACK, ChunkType.DATA, ChunkType.DATA),
                        List.of(ChunkType.FORWARD_TSN, ChunkType.DATA),
                        List.of(ChunkType.SHUTDOWN_ACK));
    }

    private static List<Integer> types(byte[] packet) {
        PacketReader reader = new PacketReader(128);
        reader.read(packet, 0, packet.length);
        List<Integer> types = new ArrayList<>();
        while (reader.next()) {
            types.add(reader.type());
        }
        return types;
    }

    @Test
    void impossibleLengthsEndThePacket() {
        for (int length : new int[] {0, 3, 9, 65_535}) {
            byte[] bytes = {1, 2, (byte) (length >> 8), (byte) length, 0, 0, 0, 0};
            FieldCursor cursor = new FieldCursor();
            cursor.reset(bytes, 0, bytes.length);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.isMalformed()).isTrue();
        }
    }

    @Test
    void chunksBeyondTheLimitAreNotLookedAt() {
        begin();
        for (int n = 0; n < 200; n++) {
            writer.putChunk(new byte[] {11, 0, 0, 4});
        }
        writer.send();
        assertThat(reader.read(packets.get(0), 0, packets.get(0).length)).isTrue();
        int chunks = 0;
        while (reader.next()) {
            chunks++;
        }
        assertThat(chunks).isEqualTo(128);
    }

    @Test
    void whatNobodyKnowsInAnInitIsReportedAsItsTypeAsks() {
        begin();
        writer.open(ChunkType.INIT, 0);
        writer.putInt(7);
        writer.putInt(100_000);
        writer.putShort(10);
        writer.putShort(10);
        writer.putInt(1);
        for (int type : new int[] {0xBFFF, 0xFFFE, 0x7FFF, 0xC000}) {
            writer.putShort(type);
            writer.putShort(4);
        }
        writer.close();
        writer.send();
        reader.read(packets.get(0), 0, packets.get(0).length);
        reader.next();
        InitChunk init = InitChunk.read(reader);
        assertThat(init.unrecognized()).hasSize(2);
        assertThat(init.unrecognized().get(0)).containsExactly(0xFF, 0xFE, 0, 4);
        assertThat(init.unrecognized().get(1)).containsExactly(0x7F, 0xFF, 0, 4);
        assertThat(init.forwardsTsn()).as("behind one that ends the reading").isFalse();
    }

    @Test
    void anInitIsReadAsItWasWritten() {
        begin();
        byte[] cookie = {1, 2, 3, 4, 5};
        new InitChunk(7, 100_000, 11, 12, -1, true, true, cookie, List.of()).write(writer, ChunkType.INIT_ACK);
        writer.send();
        reader.read(packets.get(0), 0, packets.get(0).length);
        reader.next();
        InitChunk read = InitChunk.read(reader);
        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(new InitChunk(7, 100_000, 11, 12, -1, true, true, cookie, List.of()));
    }

    @Test
    void aCookieIsOpenedByWhoSealedItOnly() {
        CookieSeal seal = new CookieSeal(new Random(1));
        Peer peer = new Peer(-7, -8, 0xffff_ffffL, 65_535, 1_024, true, false);
        StateCookie cookie = new StateCookie(-99, -1, -2, 3, -4, peer);
        byte[] sealed = seal.seal(cookie);
        assertThat(seal.open(sealed, 0, sealed.length)).isEqualTo(cookie);
        assertThat(new CookieSeal(new Random(2)).open(sealed, 0, sealed.length)).isNull();
        for (int n = 0; n < sealed.length; n++) {
            byte[] changed = sealed.clone();
            changed[n]++;
            assertThat(seal.open(changed, 0, changed.length)).isNull();
            assertThat(seal.open(sealed, 0, n)).isNull();
        }
    }
}
