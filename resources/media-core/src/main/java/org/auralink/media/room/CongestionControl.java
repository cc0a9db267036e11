package org.auralink.media.room;

/**
 * Whether it is estimated what each client's connection carries, and what follows.
 *
 * @param enabled whether larger layers of video are left out when they do not fit
 * @param allowsPause whether video is left out altogether, when not even its smallest layer fits; LiveKit's default is no
 */
public record CongestionControl(boolean enabled, boolean allowsPause) {
    /** LiveKit's defaults. */
    public static final CongestionControl DEFAULT = new CongestionControl(true, false);
    /** Everything that is wanted is sent. */
    public static final CongestionControl OFF = new CongestionControl(false, false);
}
