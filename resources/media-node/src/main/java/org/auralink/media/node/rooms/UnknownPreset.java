package org.auralink.media.node.rooms;

/** The configuration has no room preset with this name. */
public final class UnknownPreset extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownPreset() {
        super("there is no preset with this name", null, false, false);
    }
}
