package org.auralink.identity.control;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/** A text as a picture that a telephone reads (ISO/IEC 18004). */
public final class QrCode {
    /** Modules of white around it, as the standard asks for. */
    private static final int QUIET_ZONE = 4;

    /** Pixels of a module where nothing else is said: large enough for a camera. */
    private static final int SCALE = 4;

    private QrCode() {}

    /**
     * @param text of some hundred characters; at most 2331 bytes, which is what such a code takes
     * @return SVG without a character that a {@code data:} URI would have to escape ({@code #} and {@code %}): clients of
     *     Supabase make one of it as it is
     */
    public static String svg(String text) {
        ByteMatrix modules;
        try {
            modules = Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("a text that is too long for a QR code", e);
        }
        int size = modules.getWidth() + 2 * QUIET_ZONE;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size * SCALE + "\" height=\"" + size * SCALE
                + "\" viewBox=\"0 0 " + size + " " + size + "\" shape-rendering=\"crispEdges\"><rect width=\"" + size
                + "\" height=\"" + size + "\" fill=\"white\"/><path fill=\"black\" d=\"" + path(modules) + "\"/></svg>";
    }

    /** A bar for each run of dark modules. */
    private static String path(ByteMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int start = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > start) {
                    path.append('M').append(start + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
                    path.append('h')
                            .append(x - start)
                            .append("v1h-")
                            .append(x - start)
                            .append('z');
                }
            }
        }
        return path.toString();
    }
}
