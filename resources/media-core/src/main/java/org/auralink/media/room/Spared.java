package org.auralink.media.room;

/** Why something was not sent that its receiver could have been sent. */
public enum Spared {
    /** A video that is shown small comes with half its pictures. */
    TEMPORAL,
    /** Others are louder, or it is silent. */
    AUDIO
}
