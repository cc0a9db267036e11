package org.auralink.media.codec;

import org.auralink.media.rtp.RtpPacket;

/**
 * Frame rates of a stream that has one size: VP8's temporal layers (RFC 7741 4.2), and H.264's pictures that no other
 * needs (ITU-T H.264 7.4.1, {@code nal_ref_idc}). Pictures are left out whole: what one is, is decided with its first
 * packet. There are fewer from the next picture on; there are more with a key frame, or with the first picture of the next
 * layer that needs the base layer only.
 */
final class TemporalLayers implements LayerSelector {
    /** Pictures whose packets may come late: two seconds of them; a power of two. */
    private static final int PICTURES = 64;
    /** So many pictures may pass without one that leads up, before a key frame is to do it: some encoders have none. */
    private static final int PATIENCE = 90;

    private final int[] timestamps = new int[PICTURES];
    /** The highest layer that was sent when each began. */
    private final byte[] levels = new byte[PICTURES];

    private final boolean[] taken = new boolean[PICTURES];
    /** How many pictures were left out before each. */
    private final int[] leftOutBefore = new int[PICTURES];

    /** Where the next picture will stand, and how many stand before it. */
    private int next;

    private int known;
    private int leftOut;
    private int wanted = ALL;
    private int temporal;
    /** Highest layer since the beginning, wanted or not. */
    private int highest;

    private int waiting;

    @Override
    public void want(int spatial, int newTemporal) {
        wanted = newTemporal;
    }

    @Override
    public void begin() {
        known = 0;
        leftOut = 0;
        temporal = 0;
        highest = 0;
        waiting = 0;
    }

    @Override
    public boolean take(RtpPacket packet, PayloadDescriptor payload, boolean gap) {
        if (known == 0 || timestamps[place(1)] != (int) packet.timestamp()) {
            begin(packet, payload);
        }
        return taken[place(1)];
    }

    /** Of the newest picture, 1, or one before it. */
    private int place(int back) {
        return next - back & PICTURES - 1;
    }

    /** A picture begins. */
    private void begin(RtpPacket packet, PayloadDescriptor payload) {
        highest = Math.max(highest, payload.temporal());
        if (payload.isKeyFrameStart() || temporal > wanted) {
            temporal = wanted;
        } else if (payload.temporal() == temporal + 1 && temporal < wanted && payload.isSwitchingUpPoint()) {
            temporal++;
        }
        waiting = temporal < Math.min(wanted, highest) ? waiting + 1 : 0;
        boolean take = payload.temporal() <= temporal;
        put(next, (int) packet.timestamp(), temporal, take, leftOut);
        leftOut += take ? 0 : 1;
        next = next + 1 & PICTURES - 1;
        known = Math.min(known + 1, PICTURES);
    }

    /**
     * Of a picture that is known what was decided. One of which nothing came before is decided as those were that overtook
     * it, and keeps its number: it is sent although it is of a higher layer, because a decoder waits for a number that is
     * left out with all layers but the lowest.
     */
    @Override
    public boolean takeLate(RtpPacket packet, PayloadDescriptor payload) {
        int timestamp = (int) packet.timestamp();
        int back = since(timestamp);
        if (back > 0 && timestamps[place(back)] == timestamp) {
            return taken[place(back)];
        }
        int level = back > 0 ? levels[place(back)] : temporal;
        return insert(timestamp, level, payload.temporal() <= level || level > 0);
    }

    /** How far back the oldest picture stands that is not older than this; 0 for none. */
    private int since(int timestamp) {
        int back = 0;
        while (back < known && timestamps[place(back + 1)] - timestamp >= 0) {
            back++;
        }
        return back;
    }

    /** A picture comes in among others that overtook it. */
    private boolean insert(int timestamp, int level, boolean take) {
        int before = leftOut(timestamp);
        next = next + 1 & PICTURES - 1;
        known = Math.min(known + 1, PICTURES);
        int back = 1;
        while (back < known && timestamps[place(back + 1)] - timestamp > 0) {
            int from = place(back + 1);
            put(place(back), timestamps[from], levels[from], taken[from], leftOutBefore[from]);
            back++;
        }
        put(place(back), timestamp, level, take, before);
        return take;
    }

    private void put(int place, int timestamp, int level, boolean take, int before) {
        timestamps[place] = timestamp;
        levels[place] = (byte) level;
        taken[place] = take;
        leftOutBefore[place] = before;
    }

    @Override
    public int leftOut(RtpPacket packet) {
        return leftOut((int) packet.timestamp());
    }

    private int leftOut(int timestamp) {
        int back = since(timestamp);
        return back > 0 ? leftOutBefore[place(back)] : leftOut;
    }

    @Override
    public boolean marks(RtpPacket packet, PayloadDescriptor payload) {
        return packet.marker();
    }

    @Override
    public boolean isWaiting() {
        return waiting > PATIENCE;
    }
}
