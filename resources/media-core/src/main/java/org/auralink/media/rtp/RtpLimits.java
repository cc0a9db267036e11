package org.auralink.media.rtp;

/** Sizes that bound what RTP classes keep, in one place. */
public final class RtpLimits {
    /** Largest RTP packet taken or made. An Ethernet frame's 1500 bytes hold less than that of RTP. */
    public static final int MAX_PACKET = 1500;
    /** Slots of a video stream's history: 1.7 s at 300 packets/s, which is 2.5 Mbit/s. A power of two. */
    public static final int VIDEO_HISTORY = 512;
    /** Slots of an audio stream's history: 5 s of 20 ms frames. A power of two. */
    public static final int AUDIO_HISTORY = 256;

    private RtpLimits() {}
}
