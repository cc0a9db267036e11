package org.auralink.media.node.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.auralink.media.dtls.Fingerprint;

/** All loops of a node. */
public final class DatagramLoops implements AutoCloseable {
    private final List<DatagramLoop> loops;
    private final UfragIndex index;

    private DatagramLoops(List<DatagramLoop> loops, UfragIndex index) {
        this.loops = List.copyOf(loops);
        this.index = index;
    }

    /** As the other, with one address. */
    public static DatagramLoops open(
            int count,
            InetAddress bind,
            IntUnaryOperator portOf,
            InetAddress advertised,
            Fingerprint fingerprint,
            TransportOpener opener,
            NetLimits limits) {
        return open(count, List.of(new MediaPlace(bind, advertised)), portOf, fingerprint, opener, limits);
    }

    /**
     * Opens {@code count} loops.
     *
     * @param places the addresses all loops listen on, the best first
     * @param portOf the port of the loop with an index, 0 for a free one
     * @throws java.io.UncheckedIOException naming the port, when it is in use or the address is not ours; nothing stays
     *     open then
     */
    public static DatagramLoops open(
            int count,
            List<MediaPlace> places,
            IntUnaryOperator portOf,
            Fingerprint fingerprint,
            TransportOpener opener,
            NetLimits limits) {
        List<DatagramLoop> opened = new ArrayList<>();
        var index = new UfragIndex();
        try {
            for (int i = 0; i < count; i++) {
                int port = portOf.applyAsInt(i);
                opened.add(new DatagramLoop("media-" + i, places, port, fingerprint, opener, index, limits));
            }
            if (Sockets.canShare()) {
                for (int i = 0; i < count; i++) {
                    // Each begins with another, so that not the same few help all.
                    List<DatagramLoop> others = new ArrayList<>(opened.subList(i + 1, count));
                    others.addAll(opened.subList(0, i));
                    opened.get(i).helpers().helpedBy(others);
                }
            }
            return new DatagramLoops(opened, index);
        } catch (RuntimeException | Error e) {
            opened.forEach(DatagramLoop::close);
            throw e;
        }
    }

    /** The loops, in the order of their ports. */
    public List<DatagramLoop> all() {
        return loops;
    }

    /** Which loop an association lives on. */
    UfragIndex index() {
        return index;
    }

    /** Where a new room should live. */
    public DatagramLoop leastLoaded() {
        return loops.stream()
                .min(Comparator.comparingInt(DatagramLoop::transports))
                .orElseThrow();
    }

    @Override
    public void close() {
        // Before any socket is closed: a loop that ends closes what is registered with it, also what belongs to
        // another.
        loops.forEach(loop -> loop.helpers().close());
        loops.forEach(DatagramLoop::close);
    }
}
