package org.auralink.media.bwe;

import org.jspecify.annotations.Nullable;

/** The probe that is under way: one at a time. Packets carry its number, 1 to 255. */
final class Probes {
    static final int NONE = 0;
    private static final int HIGHEST = 255;

    private int id;
    private boolean sending;
    private @Nullable ProbeResult result;
    private double last;

    /** A packet leaves; the number of the probe it is part of, or 0. */
    int sending(int bytes) {
        ProbeResult present = result;
        if (!sending || present == null) {
            return NONE;
        }
        present.sent(bytes);
        return present.id();
    }

    void begin(double kilobits) {
        id = id % HIGHEST + 1;
        result = new ProbeResult(id, kilobits);
        last = 0;
        sending = true;
    }

    void end() {
        sending = false;
    }

    void received(int probe, double sentAt, double arrivedAt, int bytes) {
        ProbeResult present = result;
        if (present != null && probe == present.id()) {
            present.received(sentAt, arrivedAt, bytes);
        }
    }

    /** Raises the rate to what passed; false while that is not known. */
    boolean evaluate(RateControl control, double now) {
        ProbeResult present = result;
        if (!sending && present != null && present.isComplete()) {
            last = present.kilobits();
            result = null;
            control.probed(last, now);
            return true;
        }
        return false;
    }

    double last() {
        return last;
    }
}
