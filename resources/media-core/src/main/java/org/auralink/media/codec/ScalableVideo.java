package org.auralink.media.codec;

/** Video of which one stream may have several sizes, and which every receiver decodes in its first profile. */
public sealed interface ScalableVideo extends PayloadFormat permits Vp9, Av1 {
    /** Which colours and depths it has. */
    int profile();

    @Override
    default boolean isTakenAs(PayloadFormat other) {
        return equals(other);
    }

    @Override
    default boolean isAccepted() {
        return profile() == 0;
    }

    @Override
    default boolean isScalable() {
        return true;
    }

    @Override
    default boolean hasSizes() {
        return true;
    }
}
