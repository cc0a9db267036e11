package org.auralink.identity.control;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which pictures of people are kept: a square JPEG that is drawn here. Of what somebody sent nothing but the
 * pixels gets into it: no place where a photograph was taken, and nothing that a browser could take for something else.
 */
public final class PictureForm {
    /** Pixels of a side: twice as many as any page shows, for screens that have two to each. */
    public static final int SIDE = 256;

    /** Of what is sent; a picture of fewer pixels shows nobody. */
    private static final int LEAST_SIDE = 16;

    /** The same; beyond that, one line is longer than any camera makes. */
    private static final int LONGEST_SIDE = 8192;

    /**
     * Pixels of what is sent, told by its header before anything is unpacked. A megabyte of PNG can hold a thousand times
     * as many; these take 16 MB while they are drawn.
     */
    private static final long MOST_PIXELS = 4_194_304;

    /** No eye sees a difference at this size beyond that. */
    private static final float QUALITY = 0.85f;

    /** Drawn at once: each takes a core for some tens of milliseconds, and memory as above. */
    private static final Semaphore PLACES = new Semaphore(2);

    private static final long PATIENCE_SECONDS = 5;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private PictureForm() {}

    /**
     * The middle of the picture, as it is kept.
     *
     * @param sent PNG or JPEG, by what it begins with, whatever it is said to be
     * @throws RefusedException invalid, naming {@code picture}; unavailable while too many are drawn
     */
    public static byte[] of(byte[] sent) {
        String format = begins(sent, PNG) ? "png" : begins(sent, JPEG) ? "jpeg" : "";
        if (format.isEmpty()) {
            throw invalid("must be a PNG or a JPEG.", null);
        }
        try {
            if (!PLACES.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Refusal.crowdedOut(Duration.ofSeconds(PATIENCE_SECONDS)).asException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.crowdedOut(Duration.ofSeconds(PATIENCE_SECONDS)).asException(e);
        }
        try {
            return jpeg(square(sent, format));
        } finally {
            PLACES.release();
        }
    }

    private static boolean begins(byte[] sent, byte[] with) {
        return sent.length > with.length && Arrays.equals(sent, 0, with.length, with, 0, with.length);
    }

    private static BufferedImage square(byte[] sent, String format) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        // In memory: it is there already, and a cache of files would be one more thing to fill.
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
            // Once through, and past everything that is not the picture.
            reader.setInput(in, true, true);
            return drawn(reader);
        } catch (IOException | RuntimeException e) {
            // The readers meet what is broken, or made to break them, with whatever they stumble over.
            if (e instanceof RefusedException refused) {
                throw refused;
            }
            throw invalid("cannot be read. Save it anew, as a PNG or a JPEG.", e);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage drawn(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int side = Math.min(width, height);
        if (side < LEAST_SIDE || Math.max(width, height) > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw invalid(
                    "must have at least " + LEAST_SIDE + " pixels on each side, at most " + LONGEST_SIDE + ", and "
                            + MOST_PIXELS + " in all.",
                    null);
        }
        ImageReadParam middle = reader.getDefaultReadParam();
        middle.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
        // Every second pixel, or fewer, is enough to draw from: what is read stays small.
        int step = Math.max(1, side / (2 * SIDE));
        middle.setSourceSubsampling(step, step, 0, 0);
        BufferedImage read = reader.read(0, middle);
        BufferedImage square = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = square.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        // Behind what is seen through.
        pen.drawImage(read, 0, 0, SIDE, SIDE, Color.WHITE, null);
        pen.dispose();
        return square;
    }

    private static byte[] jpeg(BufferedImage square) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(square, null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException("a picture of our own cannot be written", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static RefusedException invalid(String message, @Nullable Throwable cause) {
        Refusal refusal = Refusal.invalid("picture", message);
        return cause == null ? refusal.asException() : refusal.asException(cause);
    }
}
