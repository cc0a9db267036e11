package org.auralink.media.codec;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Profiles of H.264 that WebRTC endpoints use, in the order in which they are preferred: the first is the one that every
 * browser has to decode (RFC 7742 6.2).
 */
public enum H264Profile {
    CONSTRAINED_BASELINE("42e0"),
    BASELINE("4200"),
    MAIN("4d00"),
    HIGH("6400"),
    CONSTRAINED_HIGH("640c");

    /** Bits of profile-iop that count, and what they are, for each profile-idc (RFC 6184 8.1, table 5). */
    private enum Spelling {
        BASELINE_CONSTRAINED(0x42, 0x4F, 0x40, H264Profile.CONSTRAINED_BASELINE),
        BASELINE_PLAIN(0x42, 0x4F, 0x00, H264Profile.BASELINE),
        MAIN_CONSTRAINED(0x4D, 0x8F, 0x80, H264Profile.CONSTRAINED_BASELINE),
        MAIN_PLAIN(0x4D, 0xAF, 0x00, H264Profile.MAIN),
        EXTENDED_CONSTRAINED(0x58, 0xCF, 0xC0, H264Profile.CONSTRAINED_BASELINE),
        EXTENDED_AS_BASELINE(0x58, 0xCF, 0x80, H264Profile.BASELINE),
        HIGH_PLAIN(0x64, 0xFF, 0x00, H264Profile.HIGH),
        // Not in the table, which is older than the profile (H.264 A.2.4.2); libwebrtc writes it so.
        HIGH_CONSTRAINED(0x64, 0xFF, 0x0C, H264Profile.CONSTRAINED_HIGH);

        private final int idc;
        private final int mask;
        private final int bits;
        private final H264Profile profile;

        Spelling(int idc, int mask, int bits, H264Profile profile) {
            this.idc = idc;
            this.mask = mask;
            this.bits = bits;
            this.profile = profile;
        }
    }

    private final String text;

    H264Profile(String text) {
        this.text = text;
    }

    /** As the beginning of a {@code profile-level-id}, the way browsers write it. */
    public String text() {
        return text;
    }

    /** The profile that a {@code profile-level-id} names; empty when it is malformed or none of these. */
    public static Optional<H264Profile> of(String profileLevelId) {
        if (!profileLevelId.matches("[0-9A-Fa-f]{6}")) {
            return Optional.empty();
        }
        int idc = Integer.parseInt(profileLevelId.substring(0, 2), 16);
        int iop = Integer.parseInt(profileLevelId.substring(2, 4), 16);
        return Arrays.stream(Spelling.values())
                .filter(spelling -> spelling.idc == idc && (iop & spelling.mask) == spelling.bits)
                .map(spelling -> spelling.profile)
                .findFirst();
    }

    /** Whether a decoder of the other profile decodes this one (H.264 A.2). */
    public boolean isDecodedAs(H264Profile decoder) {
        return decoders().contains(decoder);
    }

    private Set<H264Profile> decoders() {
        return switch (this) {
            case CONSTRAINED_BASELINE -> EnumSet.allOf(H264Profile.class);
            case BASELINE -> EnumSet.of(BASELINE);
            case MAIN -> EnumSet.of(MAIN, HIGH);
            case HIGH -> EnumSet.of(HIGH);
            case CONSTRAINED_HIGH -> EnumSet.of(CONSTRAINED_HIGH, HIGH);
        };
    }
}
