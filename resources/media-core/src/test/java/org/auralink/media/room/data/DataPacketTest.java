package org.auralink.media.room.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantSid;
import org.junit.jupiter.api.Test;

class DataPacketTest {
    private static final ParticipantSid SID = new ParticipantSid("PA_1");
    private static final ParticipantIdentity ADA = new ParticipantIdentity("ada");

    @Test
    void whoSentItIsSaidByUsEverywhere() {
        byte[] sent = Packets.read(Packets.user("hi", 7, "bob")).sentBy(SID, ADA, false);
        assertThat(Packets.texts(sent, 4)).containsExactly("ada");
        assertThat(Packets.texts(sent, 17)).containsExactly("PA_1");
        assertThat(Packets.userTexts(sent, 5)).containsExactly("ada");
        assertThat(Packets.userTexts(sent, 1)).containsExactly("PA_1");
        assertThat(Packets.userTexts(sent, 2)).containsExactly("hi");
        assertThat(Packets.texts(sent, 5)).containsExactly("bob");
        assertThat(Packets.sequence(sent)).isEqualTo(7);
    }

    @Test
    void anAgentSpeaksInSomebodyElsesName() {
        DataPacket packet = Packets.read(Packets.value(7, "speaker"));
        assertThat(packet.isTranscription()).isTrue();
        assertThat(Packets.texts(packet.sentBy(SID, ADA, true), 4)).containsExactly("speaker");
        assertThat(Packets.texts(packet.sentBy(SID, ADA, false), 4)).containsExactly("ada");
    }

    @Test
    void whatIsNewerThanUsPassesAsItIs() {
        byte[] newer =
                new WireWriter(32).bytes(18, new byte[] {1, 2, 3}).number(99, 5).toBytes();
        byte[] sent = Packets.read(newer).sentBy(SID, ADA, false);
        assertThat(new String(sent, java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith(new String(newer, java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void receiversAreNamedByIdentityOrAsOlderClientsDo() {
        DataPacket some = Packets.read(Packets.user("x", 0, "bob", "carol"));
        assertThat(some.isForAll()).isFalse();
        assertThat(some.isFor(new ParticipantIdentity("carol"), new ParticipantSid("PA_9")))
                .isTrue();
        assertThat(some.isFor(ADA, SID)).isFalse();
        assertThat(Packets.read(Packets.userTo("x", "PA_1")).isFor(ADA, SID)).isTrue();
        assertThat(Packets.read(Packets.user("x", 0)).isFor(ADA, SID)).isTrue();
    }

    @Test
    void whatIsNoPacketIsNone() {
        for (byte[] broken : List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {(byte) 0xff},
                new byte[] {18, 5, 1},
                new byte[] {18, 2, 10, 9},
                new byte[] {11},
                new WireWriter(8).number(16, 3).toBytes(),
                new WireWriter(8).number(2, 3).toBytes())) {
            assertThat(Packets.read(broken)).isNull();
        }
        String[] many = new Random(1).ints(1_001).mapToObj(String::valueOf).toArray(String[]::new);
        assertThat(Packets.read(Packets.user("x", 0, many))).isNull();
    }

    @Test
    void damagedPacketsAreReadOrRefusedAndNeverMore() {
        var random = new Random(20261128);
        byte[] whole = Packets.user("some text", 300, "bob", "carol");
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            DataPacket packet = DataPacket.read(
                    damaged, 0, random.nextBoolean() ? damaged.length : random.nextInt(damaged.length + 1));
            if (packet != null) {
                read++;
                byte[] sent = packet.sentBy(SID, ADA, false);
                assertThat(sent.length).isLessThan(2 * whole.length + 128);
                assertThat(Packets.texts(sent, 4)).containsExactly("ada");
            }
        }
        assertThat(read).isBetween(1_000, 19_000);
    }
}
