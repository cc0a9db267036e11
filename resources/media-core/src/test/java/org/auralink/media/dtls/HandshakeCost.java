package org.auralink.media.dtls;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.auralink.media.srtp.CryptoProviders;
import org.auralink.media.srtp.SrtpKeys;

/**
 * What a handshake costs, both sides together and without sockets: processor time of the whole process, so the compiler's too.
 * By hand, in a process of its own for each: {@code jdk} or {@code native}, and how many handshakes (500).
 */
final class HandshakeCost {
    private static final double MILLIS = 1e6;

    private HandshakeCost() {}

    public static void main(String... args) throws Exception {
        Provider provider = args.length > 0 && args[0].equals("jdk") ? null : CryptoProviders.nativeProvider();
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        NodeCertificate certificate = NodeCertificate.generate(new SecureRandom(), Clock.systemUTC(), provider);
        long begin = shake(certificate, 1);
        long early = shake(certificate, count / 10);
        shake(certificate, count / 2);
        int rest = count - count / 2 - count / 10;
        long late = shake(certificate, rest);
        System.out.printf(
                "Java %s, curves by %s, ms of processor time: the first %.0f, the next %d %.1f each, the last %d %.1f each%n",
                Runtime.version(),
                provider == null ? "the JDK" : provider.getName(),
                begin / MILLIS,
                count / 10,
                early / MILLIS / (count / 10),
                rest,
                late / MILLIS / rest);
    }

    private static long shake(NodeCertificate certificate, int count) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        for (int i = 0; i < count; i++) {
            var rehearsal = new HandshakeRehearsal(certificate);
            CompletableFuture<SrtpKeys> served = CompletableFuture.supplyAsync(() -> {
                try {
                    return rehearsal.serve();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            rehearsal.call();
            served.get();
        }
        return system.getProcessCpuTime() - before;
    }
}
