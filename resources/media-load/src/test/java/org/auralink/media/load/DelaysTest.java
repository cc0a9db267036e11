package org.auralink.media.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {
    private final Delays delays = new Delays(10_000);

    @Test
    void oneStallIsInTheWholeAndNotInTheUsual() {
        for (int part = 0; part < 5; part++) {
            for (int n = 1; n <= 100; n++) {
                delays.add(part, part == 3 && n > 50 ? 1_000 : n);
            }
        }
        assertThat(delays.summary()).isEqualTo("50 1000 1000 99");
    }

    @Test
    void whatIsSlowInMostPartsIsUsual() {
        for (int part = 0; part < 5; part++) {
            for (int n = 1; n <= 100; n++) {
                delays.add(part, part > 1 && n > 98 ? 1_000 : n);
            }
        }
        assertThat(delays.summary()).endsWith(" 1000");
    }

    @Test
    void withoutPacketsThereIsNothing() {
        assertThat(delays.summary()).isEqualTo("0 0 0 0");
    }

    @Test
    void attackAndCalmTakeEqualTurnsAndWhatIsLeftOfTheAttackIsNeither() {
        long milli = 1_000_000;
        long cycle = 840 * milli;
        assertThat(Weather.at(7 * cycle)).isEqualTo(Weather.ATTACK);
        assertThat(Weather.at(7 * cycle + 370 * milli - 1)).isEqualTo(Weather.ATTACK);
        assertThat(Weather.at(7 * cycle + 370 * milli)).isEqualTo(Weather.CLEARING);
        assertThat(Weather.at(7 * cycle + 470 * milli)).isEqualTo(Weather.CALM);
        assertThat(Weather.at(8 * cycle - 1)).isEqualTo(Weather.CALM);
        assertThat(Weather.at(-1)).isEqualTo(Weather.CALM);
        assertThat(Weather.part(7 * cycle)).isNotEqualTo(Weather.part(7 * cycle + 370 * milli));
        assertThat(Weather.part(7 * cycle)).isNotEqualTo(Weather.part(8 * cycle));
        assertThat(Weather.perSecondOfAttack(37, 84)).isOne();
    }
}
