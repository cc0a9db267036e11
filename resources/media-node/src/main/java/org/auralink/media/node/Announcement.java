package org.auralink.media.node;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.directory.NodeEntry;
import org.auralink.media.node.rooms.RoomRegistry;

/**
 * What the node tells of itself in the directory.
 *
 * @param bootId differs at every start
 * @param mediaAddresses as {@link NodeEntry} has them
 * @param port that is bound, which the configuration may have left open
 */
record Announcement(
        NodeConfig config,
        String nodeId,
        String bootId,
        List<String> mediaAddresses,
        IntSupplier port,
        RoomRegistry rooms,
        InstantSource clock) {
    /** As it is now. */
    NodeEntry entry() {
        String own = hostInUrl(config.bindAddresses().get(0)) + ":" + port.getAsInt();
        String control = config.node().controlUrl();
        String open = config.node().publicUrl();
        return new NodeEntry(
                nodeId,
                bootId,
                control.isEmpty() ? "http://" + own : control,
                open.isEmpty() ? "ws://" + own : open,
                config.region(),
                rooms.count(),
                rooms.participants(),
                config.node().capacityParticipants(),
                rooms.draining(),
                load(),
                Version.product(),
                mediaAddresses,
                clock.millis());
    }

    private static double load() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.max(0, Math.min(1, system.getProcessCpuLoad()));
    }

    private static String hostInUrl(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
