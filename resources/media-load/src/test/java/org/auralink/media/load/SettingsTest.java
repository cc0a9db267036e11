package org.auralink.media.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsTest {
    private static Settings parse(String... args) {
        return Settings.parse(args);
    }

    @Test
    void everythingHasADefault() {
        assertThat(parse().subscribers()).containsExactly(1, 10, 100, 400);
        assertThat(parse().profile()).isFalse();
    }

    @Test
    void argumentsAreTaken() {
        Settings settings = parse("--subscribers", "3, 7", "--profile", "--burst", "5");
        assertThat(settings.subscribers()).containsExactly(3, 7);
        assertThat(settings.profile()).isTrue();
        assertThat(settings.burst()).isEqualTo(5);
    }

    @Test
    void publisherSendsWhatMakesTheWantedOutput() {
        assertThat(parse("--packets-out", "4000").published(10)).isEqualTo(400);
        assertThat(parse("--packets-per-second", "300").published(10)).isEqualTo(300);
    }

    @Test
    void badArgumentIsNamed() {
        assertThatThrownBy(() -> parse("--seconds", "ten")).hasMessageStartingWith("--seconds");
        assertThatThrownBy(() -> parse("--subscribers", "1,,2")).hasMessageStartingWith("--subscribers");
        assertThatThrownBy(() -> parse("--packet-bytes", "3")).hasMessageStartingWith("--packet-bytes");
        assertThatThrownBy(() -> parse("--unknown", "1")).hasMessageStartingWith("--unknown");
        assertThatThrownBy(() -> parse("--burst")).hasMessageStartingWith("--burst");
    }
}
