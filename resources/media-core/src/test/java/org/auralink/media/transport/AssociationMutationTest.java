package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.auralink.media.dtls.HandshakeClient;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the network brings: nothing is thrown, all of it is counted, and it harms nobody. */
class AssociationMutationTest {
    private static final int ROUNDS = 20_000;

    private final Random random = new Random(7983);

    private byte[] mutate(byte[] datagram) {
        byte[] mutated = datagram.clone();
        switch (random.nextInt(4)) {
            case 0 -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
            case 1 -> mutated = Arrays.copyOf(mutated, mutated.length + 1 + random.nextInt(64));
            default -> {
                // Changed, but as long as it was.
            }
        }
        for (int change = random.nextInt(4) + 1; change > 0 && mutated.length > 0; change--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    /** What a client sends: handshake, checks, media, reports. */
    private static List<byte[]> conversation(Meeting meeting, SrtpProfile profile) {
        List<byte[]> sent = new ArrayList<>();
        meeting.toNode = datagram -> {
            sent.add(datagram);
            return List.of(datagram);
        };
        meeting.connect(profile);
        meeting.toNode = List::of;
        sent.add(Checks.nominating(meeting.transport.localCredentials(), meeting.remote));
        sent.add(MediaPackets.rtp(1, 100));
        for (int sequence = 1000; sequence < 1010; sequence++) {
            sent.add(meeting.seal(MediaPackets.rtp(sequence, 50)));
            sent.add(meeting.sealRtcp(MediaPackets.pictureLoss()));
        }
        return sent;
    }

    @ParameterizedTest
    @EnumSource
    void connectedAssociationSurvivesEverything(SrtpProfile profile) {
        var meeting = new Meeting(Meeting.UNBOUNDED);
        List<byte[]> sent = conversation(meeting, profile);
        long dropsBefore = meeting.transport.drops().total();
        long handled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] original = sent.get(random.nextInt(sent.size()));
            byte[] mutated = mutate(original);
            if (Arrays.equals(original, mutated)) {
                continue;
            }
            long before = meeting.transport.drops().total() + meeting.answers.size() + meeting.rtp.size();
            meeting.receive(mutated);
            long after = meeting.transport.drops().total() + meeting.answers.size() + meeting.rtp.size();
            boolean isDtls = mutated.length > 0 && mutated[0] >= 20 && mutated[0] <= 63;
            handled += after - before;
            assertThat(after > before || isDtls).as("counted, round %d", round).isTrue();
        }

        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
        assertThat(handled).isGreaterThan(ROUNDS / 2);
        assertThat(meeting.rtp).isEmpty();
        assertThat(meeting.rtcp).isEmpty();
        assertThat(meeting.transport.drops().total()).isGreaterThan(dropsBefore);
        byte[] packet = MediaPackets.rtp(2000, 100);
        meeting.receive(meeting.seal(packet));
        assertThat(meeting.rtp).containsExactly(packet);
    }

    @Test
    void everyMutationOfARecordFromAConnectedClientIsSurvived() throws Exception {
        var meeting = new Meeting(Meeting.UNBOUNDED);
        meeting.connect(SrtpProfile.values());
        List<byte[]> records = new ArrayList<>();
        meeting.toNode = datagram -> {
            records.add(datagram);
            return List.of();
        };
        meeting.peer.connected.join().send(new byte[50], 0, 50);
        meeting.peer.connected.join().close();
        meeting.settle();
        assertThat(records).hasSize(2);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] record = records.get(random.nextInt(2));
            byte[] mutated = mutate(record);
            if (!Arrays.equals(mutated, record)) {
                meeting.receive(mutated);
            }
        }
        // Trailing bytes and other datagrams may follow a genuine record; the goodbye in one is a goodbye.
        assertThat(meeting.transport.state()).isIn(TransportState.CONNECTED, TransportState.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void disturbedHandshakesEndOneWayOrTheOther(long seed) {
        random.setSeed(seed);
        var meeting = new Meeting(Meeting.handshakeWithin(Duration.ofSeconds(2)));
        meeting.toNode = datagram -> random.nextInt(3) == 0 ? List.of(mutate(datagram), datagram) : List.of(datagram);
        meeting.describe(Meeting.CLIENT).check().shakeHands(new HandshakeClient(Meeting.CLIENT, SrtpProfile.values()));
        meeting.until("the handshake ends", () -> !meeting.states.isEmpty());

        assertThat(meeting.transport.state()).isIn(TransportState.CONNECTED, TransportState.FAILED);
        meeting.until("its thread ends", () -> meeting.handshakesRunning == 0);
    }

    @Test
    void garbageBeforeTheHandshakeStartsNothing() {
        var meeting = new Meeting(Meeting.UNBOUNDED);
        meeting.describe(Meeting.CLIENT).check();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] garbage = new byte[random.nextInt(1600)];
            random.nextBytes(garbage);
            meeting.receive(garbage);
        }
        assertThat(meeting.handshakesRunning).isZero();
        assertThat(meeting.transport.drops().total()).isEqualTo(ROUNDS);
        assertThat(meeting.dropped(DropReason.TOO_LARGE)).isPositive();
        assertThat(meeting.dropped(DropReason.UNKNOWN_PROTOCOL)).isPositive();

        meeting.shakeHands().awaitBoth();
    }
}
