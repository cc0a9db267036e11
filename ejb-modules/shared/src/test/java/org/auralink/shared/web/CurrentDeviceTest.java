package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurrentDeviceTest {
    private static String named(String userAgent) {
        CurrentDevice device = new CurrentDevice();
        device.isCalled(userAgent);
        return device.name().orElse("none");
    }

    @Test
    void aNameIsKeptInPlainTextAndCut() {
        assertThat(named("Mozilla/5.0 (X11; Linux x86_64)")).isEqualTo("Mozilla/5.0 (X11; Linux x86_64)");
        assertThat(named(" a\u0007b\u202Ec\n ")).isEqualTo("abc");
        assertThat(named("x".repeat(5_000))).hasSize(CurrentDevice.LONGEST);
        // Two characters in Java, one in the database.
        assertThat(named("\uD83D\uDCF1".repeat(300)).codePoints()).hasSize(CurrentDevice.LONGEST);
    }

    @Test
    void whoSaysNothingHasNoName() {
        assertThat(named(null)).isEqualTo("none");
        assertThat(named(" \t")).isEqualTo("none");
        assertThat(new CurrentDevice().name()).isEmpty();
    }
}
