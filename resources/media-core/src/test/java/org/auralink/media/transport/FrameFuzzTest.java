package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.auralink.media.rtp.RtpBytes;
import org.junit.jupiter.api.Test;

/** What a connection brings, cut anywhere: the same frames come out as when it comes at once, and little is kept. */
class FrameFuzzTest {
    private static final int LARGEST = 60;

    @FuzzTest(maxDuration = "2m")
    void cutsChangeNothing(FuzzedDataProvider data) {
        int cut = data.consumeInt(1, 100);
        check(data.consumeRemainingAsBytes(), cut);
    }

    @Test
    void seededBytesComeOutTheSameHoweverTheyAreCut() {
        var random = new Random(9);
        for (int n = 0; n < 20_000; n++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length - 1; at += 2 + bytes[at + 1]) {
                bytes[at] = 0;
                bytes[at + 1] = (byte) random.nextInt(random.nextInt(50) == 0 ? 100 : LARGEST + 1);
            }
            check(bytes, 1 + random.nextInt(100));
        }
    }

    private static void check(byte[] bytes, int cut) {
        var whole = new FrameBuffer(FrameBuffer.Framing.DATAGRAMS, FrameBuffer.LENGTH + LARGEST);
        var pieces = new FrameBuffer(FrameBuffer.Framing.DATAGRAMS, FrameBuffer.LENGTH + LARGEST);
        var expected = new ByteArrayOutputStream();
        var got = new ByteArrayOutputStream();
        add(whole, bytes, 0, bytes.length);
        write(expected, whole.whole());
        for (int at = 0; at < bytes.length && !pieces.isMalformed(); at += cut) {
            add(pieces, bytes, at, Math.min(cut, bytes.length - at));
            write(got, pieces.first());
            write(got, pieces.whole());
            assertThat(pieces.isMalformed() || pieces.end() < FrameBuffer.LENGTH + LARGEST)
                    .isTrue();
        }

        assertThat(got.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(pieces.isMalformed()).isEqualTo(whole.isMalformed());
        byte[] frames = got.toByteArray();
        int at = 0;
        while (at < frames.length) {
            int size = RtpBytes.readShort(frames, at);
            assertThat(size).isLessThanOrEqualTo(LARGEST);
            at += FrameBuffer.LENGTH + size;
        }
        assertThat(at).isEqualTo(frames.length);
    }

    private static void add(FrameBuffer to, byte[] bytes, int from, int size) {
        System.arraycopy(bytes, from, to.room(size), to.end(), size);
        to.added(size);
    }

    private static void write(ByteArrayOutputStream out, byte[] frames) {
        if (frames != null) {
            out.writeBytes(frames);
        }
    }
}
