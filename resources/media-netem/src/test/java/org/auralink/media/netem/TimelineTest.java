package org.auralink.media.netem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Things happen in the order of their times, and of their being asked for. */
class TimelineTest {
    private final Timeline timeline = new Timeline(100);
    private final List<String> happened = new ArrayList<>();

    private void note(String what) {
        happened.add(timeline.now() + " " + what);
    }

    @Test
    void thingsHappenInTheirOrderAndTimeStopsWhereItShould() {
        timeline.after(30, () -> note("late"));
        timeline.after(10, () -> {
            note("first");
            timeline.after(0, () -> note("at once"));
        });
        timeline.after(10, () -> note("second"));
        timeline.run(29);
        assertThat(happened).containsExactly("110 first", "110 second", "110 at once");
        assertThat(timeline.now()).isEqualTo(129);
        timeline.run(1);
        assertThat(happened).endsWith("130 late");
    }

    @Test
    void whatIsDoneAgainAndAgainIsDoneAtItsTimes() {
        timeline.every(20, () -> note("tick"));
        timeline.run(60);
        assertThat(happened).containsExactly("120 tick", "140 tick", "160 tick");
    }

    @Test
    void packetsArriveBetweenOtherThings() {
        var link = new Link<String>(new Random(1), Conditions.PERFECT.delayed(15));
        timeline.deliver(link, this::note);
        timeline.every(10, () -> {
            note("sent");
            link.send(timeline.now(), "arrived", 1);
        });
        timeline.run(30);
        assertThat(happened).containsExactly("110 sent", "120 sent", "125 arrived", "130 sent");
    }
}
