package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;

class PictureFormTest {
    private static final String SECRET = "GPSLatitude 52.5200";

    private static byte[] picture(String format, int type, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                // Left red, right blue: the middle is told from the rest.
                image.setRGB(x, y, (x < width / 2 ? Color.RED : Color.BLUE).getRGB());
            }
        }
        var bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static BufferedImage made(byte[] sent) throws IOException {
        byte[] made = PictureForm.of(sent);
        assertThat(made).startsWith(0xff, 0xd8, 0xff).hasSizeLessThan(128 << 10);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(made));
        assertThat(image.getWidth()).isEqualTo(PictureForm.SIDE);
        assertThat(image.getHeight()).isEqualTo(PictureForm.SIDE);
        return image;
    }

    @Test
    void whateverIsSentBecomesASquareJpegOfOneSize() throws IOException {
        for (byte[] sent : List.of(
                picture("png", BufferedImage.TYPE_INT_RGB, 640, 480),
                picture("png", BufferedImage.TYPE_INT_ARGB, 16, 300),
                picture("png", BufferedImage.TYPE_BYTE_GRAY, 2000, 2000),
                picture("png", BufferedImage.TYPE_USHORT_GRAY, 64, 64),
                picture("png", BufferedImage.TYPE_BYTE_INDEXED, 1000, 20),
                picture("jpeg", BufferedImage.TYPE_INT_RGB, 2048, 2048),
                picture("jpeg", BufferedImage.TYPE_BYTE_GRAY, 300, 500))) {
            made(sent);
        }
    }

    @Test
    void theMiddleIsKept() throws IOException {
        BufferedImage made = made(picture("png", BufferedImage.TYPE_INT_RGB, 1200, 300));
        assertThat(new Color(made.getRGB(10, 128)).getRed()).isGreaterThan(200);
        assertThat(new Color(made.getRGB(245, 128)).getBlue()).isGreaterThan(200);
    }

    @Test
    void whatIsNotThePictureIsGone() throws IOException {
        byte[] photograph = picture("jpeg", BufferedImage.TYPE_INT_RGB, 100, 100);
        byte[] exif = ("Exif\0\0" + SECRET).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer sent = ByteBuffer.allocate(photograph.length + exif.length + 4 + 60);
        sent.put(photograph, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (exif.length + 2));
        sent.put(exif).put(photograph, 2, photograph.length - 2);
        sent.put("<script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1));
        String kept = new String(PictureForm.of(sent.array()), StandardCharsets.ISO_8859_1);
        assertThat(kept).doesNotContain(SECRET).doesNotContain("Exif").doesNotContain("script");
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItIsCalled() throws IOException {
        byte[] png = picture("png", BufferedImage.TYPE_INT_RGB, 50, 50);
        for (byte[] sent : List.of(
                new byte[0],
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8),
                picture("gif", BufferedImage.TYPE_INT_RGB, 50, 50),
                picture("bmp", BufferedImage.TYPE_INT_RGB, 50, 50),
                Arrays.copyOf(png, 60),
                Arrays.copyOf(png, 8),
                Arrays.copyOf(picture("jpeg", BufferedImage.TYPE_INT_RGB, 50, 50), 20),
                picture("png", BufferedImage.TYPE_INT_RGB, 15, 400))) {
            assertThat(refused(sent)).isInstanceOf(Refusal.Invalid.class);
        }
    }

    /** A few bytes that say they are fourteen gigabytes. */
    @Test
    void whatWouldUnpackToMoreThanThereIsIsRefusedByItsHeader() throws IOException {
        byte[] png = picture("png", BufferedImage.TYPE_INT_RGB, 50, 50);
        for (int[] size :
                new int[][] {{60_000, 60_000}, {Integer.MAX_VALUE, Integer.MAX_VALUE}, {2049, 2048}, {9000, 20}}) {
            ByteBuffer.wrap(png).putInt(16, size[0]).putInt(20, size[1]);
            CRC32 sum = new CRC32();
            sum.update(png, 12, 17);
            ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
            assertThat(refused(png)).isInstanceOf(Refusal.Invalid.class);
        }
    }

    @Test
    void whatIsBrokenAnywhereIsDrawnOrRefused() throws IOException {
        Random random = new Random(20261130);
        for (String format : List.of("png", "jpeg")) {
            byte[] whole = picture(format, BufferedImage.TYPE_INT_RGB, 64, 64);
            for (int round = 0; round < 300; round++) {
                byte[] broken = whole.clone();
                for (int change = random.nextInt(4); change >= 0; change--) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(PictureForm.of(broken)).isNotEmpty();
                } catch (RefusedException e) {
                    assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
                }
            }
        }
    }

    private static Refusal refused(byte[] sent) {
        return catchThrowableOfType(RefusedException.class, () -> PictureForm.of(sent))
                .refusal();
    }
}
