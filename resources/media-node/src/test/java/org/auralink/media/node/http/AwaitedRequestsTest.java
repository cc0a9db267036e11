package org.auralink.media.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class AwaitedRequestsTest {
    private final AwaitedRequests awaited = new AwaitedRequests(2);
    private final EmbeddedChannel first = new EmbeddedChannel();
    private final EmbeddedChannel second = new EmbeddedChannel();
    private final EmbeddedChannel third = new EmbeddedChannel();

    @Test
    void whoHasWaitedLongestMakesRoom() {
        awaited.await(first);
        awaited.await(second);
        awaited.await(third);

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
    }

    @Test
    void whoseRequestIsCompleteDoesNotCount() {
        awaited.await(first);
        awaited.complete(first);
        awaited.await(second);
        awaited.await(third);

        assertThat(first.isOpen()).isTrue();
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void whoIsGoneTakesNoPlace() {
        awaited.await(first);
        second.close();
        awaited.await(second);
        awaited.await(third);

        assertThat(first.isOpen()).isTrue();
    }
}
