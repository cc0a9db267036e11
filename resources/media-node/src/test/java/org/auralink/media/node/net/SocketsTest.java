package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SocketsTest {
    private static final int EIO = -5;
    private static final int EINVAL = -22;
    private static final int ENETUNREACH = -101;

    /** The errors' texts come from the native library. */
    @BeforeAll
    static void load() {
        Epoll.ensureAvailability();
    }

    @Test
    void aRefusalToCutIsToldFromAnAddressThatIsAway() {
        assertThat(Sockets.refusesSegments(new Errors.NativeIoException("sendmmsg", EIO)))
                .isTrue();
        assertThat(Sockets.refusesSegments(new Errors.NativeIoException("sendmmsg", EINVAL)))
                .isTrue();
        assertThat(Sockets.refusesSegments(new Errors.NativeIoException("sendmmsg", ENETUNREACH)))
                .isFalse();
        assertThat(Sockets.refusesSegments(new IOException("closed"))).isFalse();
    }
}
