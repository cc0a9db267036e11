package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyFrameRequestsTest {
    private static final long MS = 1_000_000;
    private final KeyFrameRequests requests = new KeyFrameRequests(500 * MS);

    @Test
    void manyWishesMakeOneRequest() {
        requests.want();
        requests.want();
        assertThat(requests.take(0)).isTrue();
        assertThat(requests.take(20 * MS)).isFalse();
    }

    @Test
    void requestIsRepeatedAtTheConfiguredPaceUntilAKeyFrameComes() {
        requests.want();
        assertThat(requests.take(0)).isTrue();
        assertThat(requests.take(499 * MS)).isFalse();
        assertThat(requests.take(500 * MS)).isTrue();
        requests.satisfied();
        assertThat(requests.take(2000 * MS)).isFalse();
    }

    @Test
    void eachLayerHasItsSpacing() {
        var spacing = new KeyFrameSpacing(1, 2, 3);
        assertThat(spacing.of(0)).isEqualTo(1);
        assertThat(spacing.of(1)).isEqualTo(2);
        assertThat(spacing.of(2)).isEqualTo(3);
    }
}
