package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.auralink.media.netem.Conditions;
import org.auralink.media.netem.Link;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes over paths that lose, repeat and reorder. */
class AssociationRoughPathTest {
    private static final int CHANGE_CIPHER_SPEC = 20;

    private final Meeting meeting = new Meeting();

    /** Carries datagrams in no time, one after the other. */
    private static Function<byte[], List<byte[]>> over(Link<byte[]> link) {
        return datagram -> {
            link.send(0, datagram, datagram.length);
            List<byte[]> arrived = new ArrayList<>();
            for (byte[] next = link.receive(0); next != null; next = link.receive(0)) {
                arrived.add(next);
            }
            return arrived;
        };
    }

    private static Function<byte[], List<byte[]>> over(long seed, Conditions conditions) {
        return over(new Link<>(new Random(seed), conditions));
    }

    private static Function<byte[], List<byte[]>> losing(int number) {
        var link = new Link<byte[]>(new Random(number), Conditions.PERFECT);
        link.loseAfter(number);
        return over(link);
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
        meeting.toNode = over(1, Conditions.PERFECT.duplicating(1));
        meeting.toClient = over(2, Conditions.PERFECT.duplicating(1));
        meeting.connect(SrtpProfile.values());
        assertMediaFlows();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void reorderedFlightsAreSorted(long seed) {
        // A third waits until the next has passed.
        meeting.toNode = over(seed, Conditions.PERFECT.swapping(0.33));
        meeting.toClient = over(seed + 100, Conditions.PERFECT.swapping(0.33));
        meeting.connect(SrtpProfile.values());
        meeting.toNode = List::of;
        assertMediaFlows();
    }
}
