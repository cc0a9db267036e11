package org.auralink.systemtests.sfu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Datagrams that sockets of this machine threw away, as Linux counts them: nobody read or sent them in time. */
final class DatagramsLost {
    private static final Path COUNTERS = Path.of("/proc/net/snmp");
    /** Of these the first has those in it that a full receive buffer cost. */
    private static final Set<String> LOST = Set.of("InErrors", "SndbufErrors");

    private DatagramsLost() {}

    /** Since it was started. */
    static long onThisMachine() {
        try {
            List<String[]> lines = Files.readAllLines(COUNTERS).stream()
                    .filter(line -> line.startsWith("Udp:"))
                    .map(line -> line.split(" "))
                    .toList();
            String[] names = lines.get(0);
            String[] values = lines.get(1);
            long sum = 0;
            for (String name : LOST) {
                sum += Long.parseLong(values[Arrays.asList(names).indexOf(name)]);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
