package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.auralink.media.ice.StunQuestion;
import org.auralink.media.transport.DropCounters;
import org.auralink.media.transport.DropReason;
import org.junit.jupiter.api.Test;

class DispatchTest {
    private static final byte[] MEDIA = {(byte) 0x80, 96, 0, 1};
    private static final byte[] HANDSHAKE = {22, (byte) 0xfe, (byte) 0xfd};
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000);
    private static final InetSocketAddress THERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2000);

    private final DropCounters drops = new DropCounters();
    private final List<byte[]> answers = new ArrayList<>();
    private final Dispatch dispatch = new Dispatch(
            2,
            drops,
            NetLimits.DEFAULT,
            new NoIndex(),
            (buf, from, size, to) -> answers.add(Arrays.copyOfRange(buf, from, from + size)));

    private FakeTransport transport() {
        return new FakeTransport(dispatch, (buf, from, size, to) -> {});
    }

    private long now = 1;

    private void receive(byte[] datagram, InetSocketAddress source) {
        dispatch.receive(now, datagram, datagram.length, source, 0);
    }

    @Test
    void whoAsksWhetherTheyGetHereIsToldSoAFewTimesASecond() {
        var question = new StunQuestion();
        receive(question.datagram(), HERE);
        assertThat(answers).hasSize(1);
        assertThat(question.answer(answers.get(0), answers.get(0).length)).isEqualTo(HERE);
        assertThat(answers.get(0)).hasSizeLessThan(2 * question.datagram().length);

        for (int i = 0; i < 1000; i++) {
            receive(question.datagram(), new InetSocketAddress(HERE.getAddress(), 3000 + i));
        }
        assertThat(answers).hasSize(50);
        now += 1_000_000_000;
        receive(question.datagram(), THERE);
        assertThat(answers).hasSize(51);
    }

    @Test
    void checksAreDispatchedByUserNameFragment() {
        var one = transport();
        var other = transport();

        receive(Checks.check(other.credentials.ufrag()), HERE);

        assertThat(other.received).hasSize(1);
        assertThat(one.received).isEmpty();
    }

    @Test
    void everythingElseIsDispatchedByTheAddressThatWasChecked() {
        var one = transport();
        var other = transport();
        receive(Checks.check(one.credentials.ufrag()), HERE);
        receive(Checks.check(other.credentials.ufrag()), THERE);

        receive(MEDIA, THERE);
        receive(HANDSHAKE, HERE);

        assertThat(one.received).hasSize(2).last().isEqualTo(HANDSHAKE);
        assertThat(other.received).hasSize(2).last().isEqualTo(MEDIA);
    }

    @Test
    void mediaFromAnAddressNobodyCheckedIsDropped() {
        var transport = transport();

        receive(MEDIA, HERE);
        receive(HANDSHAKE, HERE);

        assertThat(transport.received).isEmpty();
        assertThat(drops.get(DropReason.NO_TRANSPORT)).isEqualTo(2);
    }

    @Test
    void checksForNobodyAreDropped() {
        receive(Checks.check("stranger"), HERE);
        receive(new byte[] {0, 1}, HERE);

        assertThat(drops.get(DropReason.NO_TRANSPORT)).isEqualTo(1);
        assertThat(drops.get(DropReason.STUN_MALFORMED)).isEqualTo(1);
    }

    @Test
    void clientCannotTakeOverTheAddressOfAnotherWhoIsHeard() {
        var victim = transport();
        var thief = transport();
        receive(Checks.check(victim.credentials.ufrag()), HERE);

        receive(Checks.check(thief.credentials.ufrag()), HERE);
        receive(MEDIA, HERE);

        assertThat(thief.address).isNull();
        assertThat(victim.received).last().isEqualTo(MEDIA);
    }

    @Test
    void addressOfASilentClientIsGivenToTheNext() {
        var gone = transport();
        var next = transport();
        receive(Checks.check(gone.credentials.ufrag()), HERE);
        gone.audible = false;

        receive(Checks.check(next.credentials.ufrag()), HERE);
        receive(MEDIA, HERE);
        gone.close(2);
        receive(MEDIA, HERE);

        assertThat(next.received).hasSize(3);
        assertThat(gone.received).hasSize(1);
    }

    @Test
    void closedTransportIsReachedByNothing() {
        var transport = transport();
        receive(Checks.check(transport.credentials.ufrag()), HERE);
        transport.close(2);

        receive(Checks.check(transport.credentials.ufrag()), HERE);
        receive(MEDIA, HERE);

        assertThat(transport.received).hasSize(1);
        assertThat(dispatch.size()).isZero();
        assertThat(drops.get(DropReason.NO_TRANSPORT)).isEqualTo(2);
    }

    @Test
    void mutatedChecksNeverThrow() {
        var random = new Random(7);
        var transport = transport();
        byte[] good = Checks.check(transport.credentials.ufrag());
        for (int n = 0; n < 200_000; n++) {
            byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = random.nextInt(6); i > 0 && bad.length > 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            now += 10_000_000;
            receive(bad, HERE);
            transport.received.clear();
        }
        assertThat(drops.total()).isPositive();
    }

    @Test
    void mediaFromAnUnknownAddressIsOfferedToTheTransports() {
        var one = transport();
        var moved = transport();
        moved.elsewhere = MEDIA;

        receive(MEDIA, THERE);
        receive(HANDSHAKE, THERE);

        assertThat(moved.received).containsExactly(MEDIA);
        assertThat(one.received).isEmpty();
        assertThat(drops.get(DropReason.NO_TRANSPORT)).isEqualTo(1);
    }

    @Test
    void answersToChecksAreDispatchedByTheAddressTheyComeFrom() {
        var one = transport();
        receive(Checks.check(one.credentials.ufrag()), HERE);
        byte[] answer = {1, 1, 0, 0};

        receive(answer, HERE);
        receive(answer, THERE);

        assertThat(one.received).hasSize(2).last().isEqualTo(answer);
        assertThat(drops.get(DropReason.NO_TRANSPORT)).isEqualTo(1);
    }

    @Test
    void junkFromAnUnknownAddressIsNotLookedAtOnceItIsTooMuch() {
        var transport = transport();
        for (int n = 0; n < 800; n++) {
            now += 125_000;
            receive(n % 2 == 0 ? MEDIA : Checks.check("stranger"), HERE);
        }
        receive(Checks.check(transport.credentials.ufrag()), THERE);

        // A tenth of a second at 8000 a second: the burst, and what came in the meantime.
        assertThat(drops.get(DropReason.NO_TRANSPORT)).isBetween(50L, 101L);
        assertThat(drops.get(DropReason.SHED)).isEqualTo(800 - drops.get(DropReason.NO_TRANSPORT));
        assertThat(transport.received).hasSize(1);
    }

    @Test
    void searchingAmongTheTransportsIsBoundedWhoeverAsks() {
        var transport = transport();
        for (int n = 0; n < 10_000; n++) {
            receive(MEDIA, new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_000 + n));
        }

        assertThat(transport.searched).isEqualTo(NetLimits.DEFAULT.searchesPerSecond() / 10);
    }

    @Test
    void onlyAFewTransportsTryToOpenOnePacket() {
        List<FakeTransport> all = Stream.generate(this::transport).limit(100).toList();
        all.forEach(transport -> transport.elsewhere = HANDSHAKE);

        receive(MEDIA, HERE);

        assertThat(all.stream().mapToInt(transport -> transport.tried).sum()).isEqualTo(4);
    }

    private static final class NoIndex implements UfragIndex.OfLoop {
        @Override
        public void add(String ufrag) {}

        @Override
        public void remove(String ufrag) {}
    }
}
