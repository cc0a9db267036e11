package org.auralink.media.node.access;

/** A way in, and what is different there. */
public enum Door {
    /** {@code /rtc}: people's clients, which are pages of other sites. */
    SIGNALLING("no permissions to access the room"),
    /** {@code /agent}: programs that provide agents. */
    AGENTS("permissions denied"),
    /** {@code /twirp/}: programs that administer. */
    SERVER_API("permissions denied"),
    /** {@code /auralink/v1/events}: the control plane. */
    EVENTS("permissions denied"),
    /** {@code /auralink/v1/drain}: whoever takes nodes away. */
    DRAIN("permissions denied");

    private final String withoutToken;

    Door(String withoutToken) {
        this.withoutToken = withoutToken;
    }

    /** What somebody without a token is told. */
    String withoutToken() {
        return withoutToken;
    }
}
