package org.auralink.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the network brings: never an exception, and nothing is opened that was not sealed. */
class SrtpMutationTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @EnumSource
    void mutatedPacketsAreRefused(SrtpProfile profile) {
        var random = new Random(7714);
        SrtpKeys keys = SealedPackets.keys(profile, 3);
        var sender = new SrtpSender(keys.client(), 8);
        var receiver = new SrtpReceiver(keys.client(), 8);
        byte[] out = new byte[1500];
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plain = SealedPackets.rtp(random.nextInt(4), round, random.nextInt(80));
            byte[] rtp = SealedPackets.seal(sender, plain);
            byte[] mutated = mutate(rtp, random);
            boolean same = Arrays.equals(rtp, mutated);
            assertThat(receiver.openRtp(mutated, 0, mutated.length, out) > 0).isEqualTo(same);

            byte[] rtcp = SealedPackets.sealRtcp(sender, SealedPackets.rtcp(random.nextInt(4)));
            byte[] changed = mutate(rtcp, random);
            same = Arrays.equals(rtcp, changed);
            assertThat(receiver.openRtcp(changed, 0, changed.length, out) > 0).isEqualTo(same);
        }
    }

    private static byte[] mutate(byte[] packet, Random random) {
        byte[] mutated = packet.clone();
        switch (random.nextInt(5)) {
            case 0 -> mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
            case 2 -> mutated = Arrays.copyOf(mutated, mutated.length + 1 + random.nextInt(40));
            case 3 -> random.nextBytes(mutated);
            default -> {
                // It passes as it is.
            }
        }
        return mutated;
    }
}
