package org.auralink.media.codec;

import org.auralink.media.rtp.RtpPacket;

/**
 * Layers of VP9 (RFC 9628 3). A larger size is reached in a key picture, whose frames need no earlier picture; more
 * pictures per second at a switching up point, or with the first picture of the next temporal layer that says it is
 * one. Less of either is had from the next picture on.
 */
final class Vp9Layers implements LayerSelector {
    private int wantedSpatial = ALL;
    private int wantedTemporal = ALL;
    private int spatial;
    private int temporal;
    /** Largest size since the last key picture, wanted or not. */
    private int highest;

    private boolean begun;
    private long timestamp;
    private boolean keyPicture;
    /** Whether no picture was left out that a higher temporal layer may need. */
    private boolean higherIsWhole;

    @Override
    public void want(int newSpatial, int newTemporal) {
        wantedSpatial = newSpatial;
        wantedTemporal = newTemporal;
    }

    @Override
    public void begin() {
        begun = false;
        spatial = 0;
        temporal = 0;
    }

    @Override
    public boolean take(RtpPacket packet, PayloadDescriptor payload, boolean gap) {
        var vp9 = (Vp9Descriptor) payload;
        if (!vp9.isWhole()) {
            return false;
        }
        if (!begun || packet.timestamp() != timestamp) {
            begin(packet, vp9);
        }
        highest = Math.max(highest, vp9.spatial());
        if (vp9.temporal() > temporal) {
            higherIsWhole = false;
            return false;
        }
        higherIsWhole |= vp9.isSwitchingUpPoint();
        if (vp9.spatial() <= spatial) {
            return true;
        }
        boolean whole = vp9.beginsFrame() || gap;
        if (!keyPicture || vp9.spatial() != spatial + 1 || vp9.spatial() > wantedSpatial || !whole) {
            return false;
        }
        spatial++;
        return true;
    }

    /** A picture begins. */
    private void begin(RtpPacket packet, Vp9Descriptor vp9) {
        begun = true;
        timestamp = packet.timestamp();
        keyPicture = vp9.spatial() == 0 && !vp9.isInterPicturePredicted();
        highest = keyPicture ? 0 : highest;
        spatial = Math.min(spatial, wantedSpatial);
        if (keyPicture || higherIsWhole || temporal > wantedTemporal) {
            temporal = wantedTemporal;
            higherIsWhole |= keyPicture;
        } else if (vp9.temporal() == temporal + 1 && temporal < wantedTemporal && vp9.isSwitchingUpPoint()) {
            temporal++;
        }
    }

    @Override
    public boolean takeLate(RtpPacket packet, PayloadDescriptor payload) {
        var vp9 = (Vp9Descriptor) payload;
        return vp9.isWhole() && vp9.spatial() <= spatial && vp9.temporal() <= temporal;
    }

    /** Of a key picture more frames may follow, until the wanted size is reached; the publisher marks the last of all. */
    @Override
    public boolean marks(RtpPacket packet, PayloadDescriptor payload) {
        var vp9 = (Vp9Descriptor) payload;
        int last = keyPicture ? wantedSpatial : spatial;
        return packet.marker() || vp9.isLayered() && vp9.endsFrame() && vp9.spatial() == last;
    }

    @Override
    public boolean isWaiting() {
        return begun && !keyPicture && spatial < Math.min(wantedSpatial, highest);
    }
}
