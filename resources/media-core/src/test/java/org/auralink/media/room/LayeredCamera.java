package org.auralink.media.room;

import java.util.List;

/**
 * A camera in three sizes at 30 pictures a second, each with three temporal layers, with the rates that LiveKit's clients ask
 * for: 150, 450 and 1700 kbit/s. As libvpx divides them, 40 percent are for a quarter of the pictures, and 60 for half of them.
 */
final class LayeredCamera {
    static final int FPS = 30;
    /** VP8's descriptor with all that it may have, as Chromium writes it; behind it are a byte of VP8's and the layer. */
    static final int LAYER_AT = 7;

    private static final int[] KILOBITS = {150, 450, 1_700};
    private static final int[] TEMPORAL = {0, 2, 1, 2};
    private static final double[] WEIGHT = {1.6, 0.8, 0.8};
    /** The first picture of each higher layer in a round needs the base layer only. */
    private static final List<Integer> SYNC = List.of(1, 2);

    private static final int PACKET = 1_150;

    private final SimulcastCamera camera;
    private final int[] place = new int[3];
    private final int[] picture = {500, 600, 700};
    private final int[] base = new int[3];
    private final boolean[] key = {true, true, true};
    private int asked;

    LayeredCamera(SimulcastCamera camera) {
        this.camera = camera;
    }

    /** The next picture of each size. */
    void send() {
        List<Integer> wanted = camera.askedForKeyFrames();
        wanted.subList(asked, wanted.size()).forEach(layer -> key[layer] = true);
        asked = wanted.size();
        for (int layer = 0; layer < KILOBITS.length; layer++) {
            send(layer);
        }
    }

    private void send(int layer) {
        place[layer] = key[layer] ? 0 : (place[layer] + 1) % TEMPORAL.length;
        int temporal = TEMPORAL[place[layer]];
        base[layer] += temporal == 0 ? 1 : 0;
        double bytes = KILOBITS[layer] * 1_000.0 / 8 / FPS * WEIGHT[temporal];
        int left = Math.max(20, (int) bytes);
        for (boolean first = true; left > 0; first = false) {
            int size = Math.max(20, Math.min(left, PACKET));
            camera.send(layer, payload(layer, first, temporal, size));
            left -= size;
        }
        picture[layer]++;
        key[layer] = false;
    }

    private byte[] payload(int layer, boolean first, int temporal, int size) {
        byte[] payload = new byte[size];
        payload[0] = (byte) (first ? 0x90 : 0x80);
        payload[1] = (byte) 0xF0;
        payload[2] = (byte) (0x80 | picture[layer] >> 8 & 0x7f);
        payload[3] = (byte) picture[layer];
        payload[4] = (byte) base[layer];
        payload[5] = (byte) (temporal << 6 | (SYNC.contains(place[layer]) ? 0x20 : 0));
        payload[6] = (byte) (key[layer] ? 0 : 1);
        payload[LAYER_AT] = (byte) layer;
        return payload;
    }
}
