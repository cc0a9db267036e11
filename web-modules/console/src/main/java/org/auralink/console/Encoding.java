package org.auralink.console;

import java.util.Locale;

/** How a file travels. The build puts a compressed file beside each text file. */
enum Encoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    PLAIN("", "");

    /** Name in Content-Encoding; empty for none. */
    final String token;

    /** What the compressed file's name ends with. */
    final String suffix;

    Encoding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /**
     * The smallest encoding that the client takes (RFC 9110, 12.5.3). Weights other than zero are not compared: no
     * client prefers the larger file.
     *
     * @param acceptEncoding the Accept-Encoding header, empty when there is none
     */
    static Encoding bestOf(String acceptEncoding) {
        for (Encoding encoding : values()) {
            if (encoding != PLAIN && accepts(acceptEncoding, encoding.token)) {
                return encoding;
            }
        }
        return PLAIN;
    }

    private static boolean accepts(String acceptEncoding, String token) {
        for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] coding = part.split(";", 2);
            if (coding[0].strip().equals(token)) {
                return coding.length == 1 || !coding[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
