package org.auralink.systemtests.sfu;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * What a camera sees that an encoder cannot make small: noise in all sizes that moves, the same for the same seed. Chromium's own fake
 * device shows next to nothing, of which the largest picture takes no more than the smallest of a real one.
 */
final class TestPicture {
    private static final int WIDTH = 1_280;
    private static final int HEIGHT = 720;
    private static final int FRAMES = 40;
    private static final int COARSEST = 128;
    private static final int FINEST = 4;
    /** Pixels that it moves by from picture to picture. */
    private static final int STEP = 4;

    private static final int CONTRAST = 2;
    private static final int MIDDLE = 128;

    private TestPicture() {}

    /**
     * Writes two seconds of it, as uncompressed video (YUV4MPEG2), which Chromium repeats.
     *
     * @param fps pictures a second
     */
    static void write(Path file, int fps, long seed) throws IOException {
        int columns = WIDTH + FRAMES * STEP;
        byte[][] rows = noise(columns, new Random(seed));
        byte[] colour = new byte[WIDTH / 2 * (HEIGHT / 2) * 2];
        Arrays.fill(colour, (byte) 128);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            String header = "YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F" + fps + ":1 Ip A1:1 C420jpeg\n";
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            for (int frame = 0; frame < FRAMES; frame++) {
                // There and back, so that the last picture is beside the first.
                int shift = STEP * (frame < FRAMES / 2 ? frame : FRAMES - 1 - frame);
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                for (byte[] row : rows) {
                    out.write(row, shift, WIDTH);
                }
                out.write(colour);
            }
        }
    }

    /** The sum of noise from coarse to fine, as what a camera sees is. */
    private static byte[][] noise(int columns, Random random) {
        double[][] sum = new double[HEIGHT][columns];
        for (int grain = COARSEST; grain >= FINEST; grain /= 2) {
            add(sum, grain, random);
        }
        byte[][] rows = new byte[HEIGHT][columns];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < columns; x++) {
                rows[y][x] = (byte) Math.max(0, Math.min(255, Math.round(MIDDLE + sum[y][x])));
            }
        }
        return rows;
    }

    /** @param grain pixels between two points whose brightness is drawn */
    private static void add(double[][] sum, int grain, Random random) {
        int columns = sum[0].length;
        double[][] points = new double[HEIGHT / grain + 2][columns / grain + 2];
        for (double[] line : points) {
            for (int x = 0; x < line.length; x++) {
                line[x] = (random.nextDouble() - 0.5) * CONTRAST * Math.sqrt(grain);
            }
        }
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < columns; x++) {
                sum[y][x] += between(points, (double) x / grain, (double) y / grain);
            }
        }
    }

    private static double between(double[][] points, double x, double y) {
        int column = (int) x;
        int line = (int) y;
        double right = x - column;
        double below = y - line;
        double upper = points[line][column] * (1 - right) + points[line][column + 1] * right;
        double lower = points[line + 1][column] * (1 - right) + points[line + 1][column + 1] * right;
        return upper * (1 - below) + lower * below;
    }
}
