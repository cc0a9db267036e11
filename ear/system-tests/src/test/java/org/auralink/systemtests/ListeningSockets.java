package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process accepts TCP connections, by proc(5): no tool that a small installation may lack. */
final class ListeningSockets {
    /** TCP_LISTEN in the kernel's tcp_states.h. */
    private static final String LISTEN = "0A";

    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningSockets() {}

    /** Only for a process of the same user, or as root. */
    static List<InetSocketAddress> of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            Set<String> own = socketsOf(process);
            List<InetSocketAddress> found = new ArrayList<>();
            for (String table : List.of("tcp", "tcp6")) {
                Path file = process.resolve("net").resolve(table);
                // Without IPv6 in the kernel there is no second table.
                for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                    String[] fields = line.strip().split(" +");
                    if (fields[STATE].equals(LISTEN) && own.contains("socket:[" + fields[INODE] + "]")) {
                        found.add(address(fields[LOCAL_ADDRESS]));
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> socketsOf(Path process) throws IOException {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.map(ListeningSockets::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }

    /** Words of four bytes in this machine's order, a colon, the port. IPv4 that is mapped into IPv6 comes out as IPv4. */
    private static InetSocketAddress address(String text) throws IOException {
        String[] parts = text.split(":");
        ByteBuffer raw = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
        ByteBuffer address = ByteBuffer.allocate(raw.capacity()).order(ByteOrder.nativeOrder());
        while (raw.hasRemaining()) {
            address.putInt(raw.getInt());
        }
        return new InetSocketAddress(InetAddress.getByAddress(address.array()), Integer.parseInt(parts[1], 16));
    }
}
