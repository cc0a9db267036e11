package org.auralink.media.codec;

import org.auralink.media.rtp.RtpPacket;

/** A stream from which nothing is left out. */
final class AllLayers implements LayerSelector {
    static final AllLayers INSTANCE = new AllLayers();

    private AllLayers() {}

    @Override
    public void want(int spatial, int temporal) {
        // There is nothing to choose from.
    }

    @Override
    public void begin() {
        // Likewise.
    }

    @Override
    public boolean take(RtpPacket packet, PayloadDescriptor payload, boolean gap) {
        return true;
    }

    @Override
    public boolean takeLate(RtpPacket packet, PayloadDescriptor payload) {
        return true;
    }

    @Override
    public boolean marks(RtpPacket packet, PayloadDescriptor payload) {
        return packet.marker();
    }

    @Override
    public boolean isWaiting() {
        return false;
    }
}
