package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.forward.LayerReason;
import org.junit.jupiter.api.Test;

/**
 * A call of ten with the settings of saving off and on: who speaks comes as it did, small pictures stay above their floor, and
 * what that saves is told. Cameras, microphones and connections are simulated; nobody looks at the pictures.
 */
class RoomSavingsTest {
    /** What of each is asserted, whatever the target is. */
    private static final double LEAST_SAVED = 0.5;

    private static final double MOST_BY_ITSELF = 0.03;

    private static RoomTuning tuning(int target) {
        boolean saves = target > 0;
        return new RoomTuning(
                KeyFrameSpacing.DEFAULT,
                SpeakerRule.DEFAULT,
                5_000_000_000L,
                true,
                RoomTuning.USUAL_REPORT_NANOS,
                CongestionControl.DEFAULT,
                saves ? AudioRule.DEFAULT.saving(50_000_000L) : AudioRule.DEFAULT,
                saves ? new SavingRule(true, target, 70, 150_000_000L, 5, 500_000) : SavingRule.OFF);
    }

    private static CallOfTen run(int target) {
        var call = new CallOfTen(new TestRoom(tuning(target)));
        call.run();
        return call;
    }

    private static void print(String name, CallOfTen call) {
        for (CallOfTen.Measured each : call.measured()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: %.2f MB, %.1f %% less than best layers, %.1f %% less than adaptive stream%n",
                    name,
                    each.receiver(),
                    each.sent() / 1e6,
                    100 * each.savedOfBest(),
                    100 * each.savedOfAdaptive());
        }
        CallOfTen.Measured all = call.all();
        System.out.printf(
                Locale.ROOT,
                "%s, together: %.2f MB, %.1f %%, %.1f %%; spared %s%n",
                name,
                all.sent() / 1e6,
                100 * all.savedOfBest(),
                100 * all.savedOfAdaptive(),
                call.spared());
    }

    @Test
    void aCallOfTenCostsLessAndWhoSpeaksIsSeenAsBefore() {
        CallOfTen off = run(0);
        CallOfTen usual = run(80);
        CallOfTen on = run(95);
        print("off", off);
        print("target 80", usual);
        print("target 95", on);

        assertThat(off.spared()).isEmpty();
        assertThat(off.reasons()).doesNotContain(LayerReason.SAVING);
        assertThat(on.reasons()).contains(LayerReason.SAVING);
        assertThat(off.smallestRate()).isGreaterThanOrEqualTo(LayeredCamera.FPS - 1);
        assertThat(off.all().savedOfAdaptive()).as("by itself").isBetween(-MOST_BY_ITSELF, MOST_BY_ITSELF);
        for (CallOfTen call : List.of(usual, on)) {
            assertThat(call.measured()).allSatisfy(each -> {
                assertThat(each.savedOfBest()).as(each.receiver()).isGreaterThan(LEAST_SAVED);
                assertThat(each.savedOfAdaptive()).as(each.receiver()).isPositive();
            });
            for (int i = 0; i < off.measured().size(); i++) {
                assertThat(call.measured().get(i).sent())
                        .as("to %s", off.measured().get(i).receiver())
                        .isLessThan(off.measured().get(i).sent());
            }
            assertThat(call.smallestRate()).as("of small pictures").isGreaterThanOrEqualTo(12);
            assertThat(differences(off.speakers(), call.speakers()))
                    .as("sizes and rates of who speaks")
                    .isEmpty();
        }
        assertThat(on.spared()).containsKeys(Spared.TEMPORAL, Spared.AUDIO);
        long told = on.spared().values().stream().mapToLong(Long::longValue).sum();
        long less = off.all().sent() - on.all().sent();
        assertThat((double) told / less).as("what is told of what is less").isBetween(0.85, 1.15);
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> after) {
        List<String> result = new ArrayList<>();
        new TreeMap<>(before).forEach((when, seen) -> {
            if (!seen.equals(after.get(when))) {
                result.add(when + ": " + seen + " before, " + after.get(when));
            }
        });
        assertThat(before).hasSizeGreaterThan(100);
        return result;
    }
}
