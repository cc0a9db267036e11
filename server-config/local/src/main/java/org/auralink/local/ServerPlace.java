package org.auralink.local;

import java.util.stream.Collectors;

/**
 * Where one of the instances of the application server is. The first has the ports of the settings, each further one all of
 * them {@link #PORT_STEP} higher.
 *
 * @param suffix of the names of its files and directories; empty for the first
 * @param webPort web application and API
 * @param adminPort health with its parts and metrics, on loopback
 * @param gridPort by which the instances find each other, on loopback; used only when there are several
 */
record ServerPlace(String suffix, int webPort, int adminPort, int gridPort) {
    /** As media nodes' ports, so that a person keeps one number in mind. */
    static final int PORT_STEP = NodePlace.PORT_STEP;

    /** @param index 0 for the first */
    static ServerPlace of(int index, int webPort, int adminPort, int gridPort) {
        int higher = index * PORT_STEP;
        String suffix = index == 0 ? "" : "-" + (index + 1);
        return new ServerPlace(suffix, webPort + higher, adminPort + higher, gridPort + higher);
    }

    /** Of the part, as {@code ./auralink part} takes it. */
    String name() {
        return Payara.NAME + suffix;
    }

    /** All members of the data grid, as Payara takes them. */
    static String members(Settings settings) {
        return settings.servers().stream()
                .map(server -> "127.0.0.1:" + server.gridPort())
                .collect(Collectors.joining(","));
    }
}
