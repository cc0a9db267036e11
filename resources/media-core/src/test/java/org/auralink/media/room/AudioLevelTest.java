package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioLevelTest {
    private static AudioLevel after(SpeakerRule rule, int loudPackets, int level) {
        var audio = new AudioLevel(rule);
        for (int i = 0; i < 20; i++) {
            audio.observe(i < loudPackets ? level : 127);
        }
        audio.next();
        return audio;
    }

    @Test
    void whoIsLoudForAGoodPartOfAnIntervalSpeaks() {
        AudioLevel speaker = after(SpeakerRule.DEFAULT, 8, 20);
        assertThat(speaker.isActive()).isTrue();
        assertThat(speaker.level()).isPositive().isLessThanOrEqualTo(1);
    }

    @Test
    void aCoughIsNoSpeech() {
        assertThat(after(SpeakerRule.DEFAULT, 7, 0).isActive()).isFalse();
    }

    @Test
    void noiseIsNoSpeech() {
        assertThat(after(SpeakerRule.DEFAULT, 20, 36).isActive()).isFalse();
    }

    @Test
    void operatorDecidesWhatIsLoudAndForHowLong() {
        var keen = new SpeakerRule(60, 5, 400_000_000L, 1);
        assertThat(after(keen, 1, 50).isActive()).isTrue();
        var strict = new SpeakerRule(10, 40, 400_000_000L, 1);
        assertThat(after(strict, 20, 20).isActive()).isFalse();
    }

    @Test
    void speechFadesOverTheSmoothedIntervals() {
        AudioLevel speaker = after(SpeakerRule.DEFAULT, 20, 10);
        speaker.next();
        assertThat(speaker.isActive())
                .as("one silent interval after loud speech")
                .isTrue();
        for (int i = 0; i < 5; i++) {
            speaker.next();
        }
        assertThat(speaker.isActive()).isFalse();
        assertThat(speaker.level()).isZero();
    }

    @Test
    void mutedMeansSilentAtOnce() {
        AudioLevel speaker = after(SpeakerRule.DEFAULT, 20, 0);
        speaker.reset();
        speaker.next();
        assertThat(speaker.isActive()).isFalse();
    }
}
