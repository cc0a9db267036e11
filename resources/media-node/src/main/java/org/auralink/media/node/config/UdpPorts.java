package org.auralink.media.node.config;

/**
 * The UDP ports for media, one per event loop.
 *
 * @param first the first port, 1 to 65535, or 0 when the operating system chooses one for each loop
 * @param last the last port that may be used, inclusive; 0 when {@code first} is 0
 */
public record UdpPorts(int first, int last) {
    /** As many loops as a single number leaves room for; more need an explicit range. */
    private static final int OPEN_RANGE = 64;

    private static final String EXPECTED = "expected a port from 1 to 65535 or a range such as \"7882-7889\"";

    /**
     * Reads {@code 7882} or {@code 7882-7889}.
     *
     * @throws ConfigException naming {@code path} when it is neither
     */
    static UdpPorts parse(String path, String text) {
        String[] ends = text.split("-", -1);
        try {
            int first = Integer.parseInt(ends[0].strip());
            if (first == 0 && ends.length == 1) {
                return new UdpPorts(0, 0);
            }
            int last = ends.length == 1 ? Math.min(first + OPEN_RANGE - 1, 65535) : Integer.parseInt(ends[1].strip());
            if (ends.length <= 2 && first >= 1 && last <= 65535 && first <= last) {
                return new UdpPorts(first, last);
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(path, EXPECTED);
        }
        throw new ConfigException(path, EXPECTED);
    }

    /** How many loops fit. */
    public int size() {
        return first == 0 ? Integer.MAX_VALUE : last - first + 1;
    }

    /** The port of the loop with this index, 0 for any. */
    public int forLoop(int index) {
        return first == 0 ? 0 : first + index;
    }
}
