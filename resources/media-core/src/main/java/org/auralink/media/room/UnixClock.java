package org.auralink.media.room;

/**
 * Turns the loop's nanoseconds into wall-clock time, so that the room needs no clock of its own.
 *
 * @param originNanos a moment of the loop's clock
 * @param originUnixMs the same moment in milliseconds since 1970
 */
public record UnixClock(long originNanos, long originUnixMs) {
    /** Seconds from 1900 (NTP) to 1970 (Unix), RFC 5905 6. */
    private static final long NTP_OFFSET_SECONDS = 2_208_988_800L;

    /** Milliseconds since 1970. */
    public long unixMs(long now) {
        return originUnixMs + (now - originNanos) / 1_000_000;
    }

    /** NTP time, 32.32 bits since 1900, as in RTCP sender reports. */
    public long ntp(long now) {
        long nanos = now - originNanos + originUnixMs % 1000 * 1_000_000;
        long seconds = originUnixMs / 1000 + Math.floorDiv(nanos, 1_000_000_000L) + NTP_OFFSET_SECONDS;
        long fraction = (Math.floorMod(nanos, 1_000_000_000L) << 32) / 1_000_000_000L;
        return seconds << 32 | fraction;
    }
}
