package org.auralink.media.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.SoftAssertions;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One member floods the loop that another room lives on; that room's packets all arrive, not much later than when nobody
 * floods. Prints the figures of docs/security.md.
 *
 * <p>Attacker, node and clients share the cores of one machine, so making and sending junk delays everybody, whatever the
 * node does with it. Here the node is asked about, so the attacker never rests: in turn, some tenths of a second
 * each, it sends to the node and to a socket that nobody reads ({@link Weather}). Whatever else the machine does happens in both; and as
 * one stall of it would be all that a 99th percentile tells, the bound is on what it is in most of those stretches.
 */
class JunkAttack {
    private static final int SUBSCRIBERS = 4;
    private static final int PACKETS_PER_SECOND = 300;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 30;

    private final Settings settings = Settings.parse(new String[0]);
    private final RoomNode node = new RoomNode();
    private final DatagramLoop loop = node.loop();
    private final LoadProcess load = start();

    private static LoadProcess start() {
        try {
            return new LoadProcess();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        load.close();
        node.close();
    }

    @Test
    void junkOfOneMemberDelaysNoOtherRoom() throws Exception {
        LoadProcess.Clients clients = load.open(1 + SUBSCRIBERS, loop.port());
        load.connect(node.fingerprint(), node.accept(clients));
        try (Attacker attacker = new Attacker(loop.port())) {
            attacker.connect(admit(attacker), node.fingerprint());
            publish(WARM_UP_SECONDS);
            var all = new SoftAssertions();
            for (Junk junk : Junk.values()) {
                flood(attacker, junk, all);
            }
            all.assertAll();
        }
    }

    private LoadProcess.Report publish(int seconds) throws IOException {
        return load.publish(RoomNode.SSRC, RoomNode.PAYLOAD_TYPE, settings, PACKETS_PER_SECOND, seconds);
    }

    private void flood(Attacker attacker, Junk junk, SoftAssertions all) throws Exception {
        long shed = loop.drops().get(DropReason.SHED);
        // A little longer, so that what is measured is all of it under the same weather.
        attacker.begin(junk, SECONDS + 1);
        var meter = new WeatherMeter(loop, node.thread());
        var metering = new Thread(meter, "meter");
        metering.start();
        LoadProcess.Report report = publish(SECONDS);
        meter.stop();
        metering.join();
        print(junk, report, meter, attacker.sent(), loop.drops().get(DropReason.SHED) - shed);
        all.assertThat(report.received())
                .as("%s: received of the other room", junk.words)
                .isEqualTo(report.sent() * SUBSCRIBERS);
        all.assertThat(report.attacked().usualP99Nanos())
                .as("%s: usual p99 of the other room, in nanoseconds", junk.words)
                .isLessThan(2 * report.calm().usualP99Nanos());
    }

    private static void print(Junk junk, LoadProcess.Report report, WeatherMeter meter, long sent, long shed) {
        int perSecond = (int) Weather.perSecondOfAttack(sent, SECONDS + 1);
        System.out.printf(
                "| %s | %d | %d | %.1f | %.0f | %d | %.2f, %.2f | %.2f, %.2f | %.1f, %.1f |%n",
                junk.words,
                perSecond,
                Weather.perSecondOfAttack(shed, SECONDS + 1),
                meter.nanosPerDatagram(perSecond) / 1e3,
                meter.bytesPerDatagram(perSecond),
                report.sent() * SUBSCRIBERS - report.received(),
                report.attacked().p50Nanos() / 1e6,
                report.calm().p50Nanos() / 1e6,
                report.attacked().usualP99Nanos() / 1e6,
                report.calm().usualP99Nanos() / 1e6,
                report.attacked().p99Nanos() / 1e6,
                report.calm().p99Nanos() / 1e6);
    }

    /** An association that is not of the measured room, on the same loop. */
    private IceCredentials admit(Attacker attacker) {
        var opened = new CompletableFuture<IceCredentials>();
        loop.execute(now -> {
            PeerTransport transport = loop.open(now, (at, who, state, reason) -> {}, new Nobody());
            transport.setRemote(now, attacker.credentials(), attacker.fingerprint(), DtlsRole.SERVER);
            opened.complete(transport.localCredentials());
        });
        return opened.join();
    }

    private record Nobody() implements MediaSink {
        @Override
        public void onRtp(long now, MediaTransport from, RtpPacket packet) {}

        @Override
        public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {}
    }
}
