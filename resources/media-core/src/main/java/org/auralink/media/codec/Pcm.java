package org.auralink.media.codec;

import java.util.List;
import org.auralink.media.sdp.Codec;

/** Sound as telephones have it (G.711; RFC 3551 4.5.14): samples without any state, and without parameters. */
enum Pcm implements PayloadFormat {
    /** With the companding of North America and Japan. */
    MU_LAW(Kind.PCMU, PayloadTypes.PCMU),
    /** With that of everybody else. */
    A_LAW(Kind.PCMA, PayloadTypes.PCMA);

    private final Kind kind;
    private final int payloadType;

    Pcm(Kind kind, int payloadType) {
        this.kind = kind;
        this.payloadType = payloadType;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean isTakenAs(PayloadFormat other) {
        return other == this;
    }

    @Override
    public List<Codec> offered(Sound sound) {
        return List.of(kind.codec(payloadType, ""));
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new OpaquePayload();
    }
}
