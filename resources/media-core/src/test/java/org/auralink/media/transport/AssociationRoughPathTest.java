package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes over paths that lose, repeat and reorder. */
class AssociationRoughPathTest {
    private static final int CHANGE_CIPHER_SPEC = 20;

    private final Meeting meeting = new Meeting();

    private static Function<byte[], List<byte[]>> losing(int number) {
        int[] count = {0};
        return datagram -> count[0]++ == number ? List.of() : List.of(datagram);
    }

    private void assertMediaFlows() {
        byte[] packet = MediaPackets.rtp(1, 200);
        meeting.receive(meeting.seal(packet));
        assertThat(meeting.rtp).containsExactly(packet);
        meeting.until("the handshake's thread ends", () -> meeting.handshakesRunning == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void lostDatagramOfTheClientIsMadeUpFor(int number) {
        meeting.toNode = losing(number);
        meeting.connect(SrtpProfile.values());
        assertMediaFlows();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void lostDatagramOfTheNodeIsMadeUpFor(int number) {
        meeting.toClient = losing(number);
        meeting.connect(SrtpProfile.values());
        assertMediaFlows();
    }

    @Test
    void lostLastFlightIsSentAgainAfterTheHandshakesThreadIsGone() {
        boolean[] lost = {false};
        meeting.toClient = datagram -> {
            boolean last = lost[0] || datagram[0] == CHANGE_CIPHER_SPEC;
            lost[0] = last;
            return last && meeting.handshakesRunning > 0 ? List.of() : List.of(datagram);
        };
        meeting.connect(SrtpProfile.values());

        assertThat(lost[0]).isTrue();
        assertMediaFlows();
    }

    @Test
    void everythingTwiceIsTheSameAsOnce() {
        meeting.toNode = datagram -> List.of(datagram, datagram.clone());
        meeting.toClient = datagram -> List.of(datagram, datagram.clone());
        meeting.connect(SrtpProfile.values());
        assertMediaFlows();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void reorderedFlightsAreSorted(long seed) {
        meeting.toNode = reordering(new Random(seed));
        meeting.toClient = reordering(new Random(seed + 100));
        meeting.connect(SrtpProfile.values());
        meeting.toNode = List::of;
        assertMediaFlows();
    }

    /** Holds some datagrams back until the next one has passed. */
    private static Function<byte[], List<byte[]>> reordering(Random random) {
        Deque<byte[]> held = new ArrayDeque<>();
        return datagram -> {
            if (held.isEmpty() && random.nextInt(3) == 0) {
                held.add(datagram);
                return List.of();
            }
            byte[] late = held.poll();
            return late == null ? List.of(datagram) : List.of(datagram, late);
        };
    }
}
