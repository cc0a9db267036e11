package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final Pattern BAR = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1");
    private static final int SCALE = 4;

    @Test
    void aReaderFindsTheText() throws Exception {
        String uri = Totp.uri(Totp.newSecret(), "call.example.test", "ada@example.test");
        assertThat(read(QrCode.svg(uri))).isEqualTo(uri);
    }

    @Test
    void theLongestTextsFit() throws Exception {
        String uri = Totp.uri(Totp.newSecret(), "\u4e16".repeat(60), "+".repeat(255));
        assertThat(read(QrCode.svg(uri))).isEqualTo(uri);
    }

    @Test
    void theSvgStandsInADataUriAsItIs() {
        assertThat(QrCode.svg("x")).startsWith("<svg ").endsWith("</svg>").doesNotContain("#", "%");
    }

    /** Paints the bars and reads the picture as a camera does. */
    private static String read(String svg) throws Exception {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(size.find()).isTrue();
        int modules = Integer.parseInt(size.group(1));
        int width = modules * SCALE;
        int[] pixels = new int[width * width];
        Arrays.fill(pixels, 0xffffff);
        for (Matcher bar = BAR.matcher(svg); bar.find(); ) {
            int x = Integer.parseInt(bar.group(1)) * SCALE;
            int y = Integer.parseInt(bar.group(2)) * SCALE;
            int length = Integer.parseInt(bar.group(3)) * SCALE;
            for (int row = y; row < y + SCALE; row++) {
                Arrays.fill(pixels, row * width + x, row * width + x + length, 0);
            }
        }
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels))),
                        Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
