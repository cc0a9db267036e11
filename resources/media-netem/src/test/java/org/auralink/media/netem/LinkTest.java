package org.auralink.media.netem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.auralink.media.netem.Conditions.Bursts;
import org.junit.jupiter.api.Test;

/** What happens to packets, of which one is sent every millisecond. */
class LinkTest {
    private static final long MS = 1_000_000;
    private static final int BYTES = 1_000;
    private static final int MANY = 20_000;

    private record Arrival(long at, int number) {}

    private static Link<Integer> link(Conditions conditions) {
        return new Link<>(new Random(20_261_128), conditions);
    }

    private static List<Arrival> send(Link<Integer> link, int from, int count) {
        for (int n = from; n < from + count; n++) {
            link.send(n * MS, n, BYTES);
        }
        List<Arrival> arrivals = new ArrayList<>();
        while (link.nextArrival() < Long.MAX_VALUE) {
            long at = link.nextArrival();
            assertThat(link.receive(at - 1)).isNull();
            arrivals.add(new Arrival(at, link.receive(at)));
        }
        return arrivals;
    }

    private static List<Integer> numbers(List<Arrival> arrivals) {
        return arrivals.stream().map(Arrival::number).toList();
    }

    private static List<Integer> all(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void aPerfectLinkDelaysNothing() {
        assertThat(send(link(Conditions.PERFECT), 0, 3))
                .containsExactly(new Arrival(0, 0), new Arrival(MS, 1), new Arrival(2 * MS, 2));
    }

    @Test
    void everyPacketTakesTheDelay() {
        assertThat(send(link(Conditions.PERFECT.delayed(500 * MS)), 0, 100))
                .allSatisfy(each -> assertThat(each.at()).isEqualTo((each.number() + 500) * MS));
    }

    @Test
    void jitterKeepsTheOrder() {
        List<Arrival> arrivals = send(link(Conditions.PERFECT.delayed(10 * MS).jittering(30 * MS)), 0, MANY);
        assertThat(numbers(arrivals)).isEqualTo(all(MANY));
        assertThat(arrivals)
                .allSatisfy(each -> assertThat(each.at() / MS - each.number()).isBetween(10L, 40L));
        assertThat(arrivals.stream().map(each -> each.at() - each.number() * MS).distinct())
                .hasSizeGreaterThan(100);
    }

    @Test
    void theShareOfLossesIsWhatWasAskedFor() {
        Link<Integer> link = link(Conditions.PERFECT.losing(0.2));
        assertThat(send(link, 0, MANY)).hasSize(MANY - (int) link.lost());
        assertThat(link.lost() / (double) MANY).isCloseTo(0.2, within(0.02));
    }

    @Test
    void lossesOfABurstComeTogether() {
        Link<Integer> link = link(Conditions.PERFECT.losing(new Bursts(0.01, 0.1, 1)));
        List<Integer> numbers = numbers(send(link, 0, MANY));
        int gaps = 0;
        for (int i = 1; i < numbers.size(); i++) {
            gaps += numbers.get(i) > numbers.get(i - 1) + 1 ? 1 : 0;
        }
        assertThat(link.lost() / (double) MANY).isCloseTo(0.09, within(0.03));
        assertThat(link.lost() / (double) gaps).as("packets in a burst").isCloseTo(10, within(2.5));
    }

    @Test
    void someComeTwice() {
        List<Integer> numbers = numbers(send(link(Conditions.PERFECT.duplicating(0.1)), 0, MANY));
        assertThat(numbers.size() / (double) MANY).isCloseTo(1.1, within(0.02));
        assertThat(numbers).containsAll(all(MANY));
    }

    @Test
    void latePacketsAreOvertakenAndNoneIsLost() {
        List<Arrival> arrivals = send(link(Conditions.PERFECT.delayed(10 * MS).reordering(0.3, 40 * MS)), 0, MANY);
        assertThat(numbers(arrivals)).isNotEqualTo(all(MANY)).containsExactlyInAnyOrderElementsOf(all(MANY));
        long late = arrivals.stream()
                .filter(each -> each.at() > (each.number() + 10) * MS)
                .count();
        assertThat(late / (double) MANY).isCloseTo(0.3, within(0.03));
        assertThat(arrivals)
                .allSatisfy(
                        each -> assertThat(each.at()).isBetween((each.number() + 10) * MS, (each.number() + 50) * MS));
    }

    @Test
    void swappedPacketsPassTheNextOneAlsoWhileTimeStandsStill() {
        Link<Integer> link = link(Conditions.PERFECT.swapping(0.3));
        for (int n = 0; n < 1_000; n++) {
            link.send(5, n, BYTES);
        }
        List<Integer> numbers = new ArrayList<>();
        while (link.nextArrival() == 5) {
            numbers.add(link.receive(5));
        }
        assertThat(numbers).isNotEqualTo(all(1_000)).hasSizeBetween(999, 1_000);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isBetween(i - 1, i + 1);
        }
    }

    @Test
    void aBottleneckLetsItsRatePassAndDropsWhatDoesNotFitInTheQueue() {
        // A packet of 1000 bytes per millisecond is 8 Mbit/s; half of it passes.
        Link<Integer> link = link(Conditions.PERFECT.limited(4_000_000, 10 * BYTES));
        List<Arrival> arrivals = send(link, 0, 1_000);
        assertThat(link.overflowed()).isBetween(485L, 495L);
        assertThat(arrivals).hasSize(1_000 - (int) link.overflowed());
        for (int i = 1; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i).at() - arrivals.get(i - 1).at()).isEqualTo(2 * MS);
        }
        assertThat(arrivals)
                .allSatisfy(each -> assertThat(each.at() - each.number() * MS)
                        .as("as long as the queue at most")
                        .isLessThanOrEqualTo(20 * MS));
    }

    @Test
    void anOutageLosesWhatIsSentMeanwhileAndNothingElse() {
        Link<Integer> link = link(Conditions.PERFECT.delayed(100 * MS));
        link.send(0, 0, BYTES);
        link.downUntil(10 * MS);
        assertThat(numbers(send(link, 1, 20))).containsExactly(0, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    }

    @Test
    void aChosenPacketIsLost() {
        Link<Integer> link = link(Conditions.PERFECT);
        link.loseAfter(2);
        assertThat(numbers(send(link, 0, 5))).containsExactly(0, 1, 3, 4);
    }

    @Test
    void theSameSeedBringsTheSameFate() {
        Conditions everything = Conditions.CELLULAR.duplicating(0.05).reordering(0.1, 60 * MS);
        List<Arrival> once = send(link(everything), 0, MANY);
        assertThat(send(link(everything), 0, MANY)).isEqualTo(once);
        assertThat(send(new Link<>(new Random(1), everything), 0, MANY)).isNotEqualTo(once);
    }

    @Test
    void changedConditionsAreForWhatIsSentAfterwards() {
        Link<Integer> link = link(Conditions.PERFECT.delayed(50 * MS));
        link.send(0, 0, BYTES);
        link.become(Conditions.PERFECT.losing(1));
        link.send(MS, 1, BYTES);
        link.become(Conditions.PERFECT);
        link.send(2 * MS, 2, BYTES);
        assertThat(numbers(send(link, 3, 0))).containsExactly(2, 0);
    }
}
