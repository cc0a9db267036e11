package org.auralink.media.codec;

import java.util.List;
import java.util.Optional;
import org.auralink.media.sdp.Codec;

/**
 * Opus with what was sent shortly before repeated in the same packet (RFC 2198). A publisher sends plain Opus besides,
 * where that is all there is; a receiver that takes Opus only gets the newest block of each packet.
 *
 * @param block payload type of Opus, inside and besides
 */
public record Red(int block) implements PayloadFormat {
    static Optional<PayloadFormat> of(Codec codec) {
        int block = -1;
        for (String each : codec.parameters().strip().split("/", MAX_BLOCKS + 1)) {
            int type = each.matches("\\d{1,3}") ? Integer.parseInt(each) : -1;
            if (type < 0 || type > 127 || block >= 0 && block != type) {
                return Optional.empty();
            }
            block = type;
        }
        return Optional.of(new Red(block));
    }

    /** Of one codec, as often as it is repeated; nobody repeats more. */
    private static final int MAX_BLOCKS = 8;

    @Override
    public Kind kind() {
        return Kind.RED;
    }

    @Override
    public boolean isTakenAs(PayloadFormat other) {
        return other instanceof Red || other instanceof Opus;
    }

    /** It goes first where it is wanted at all: publishers send the first. */
    @Override
    public int variant() {
        return 0;
    }

    @Override
    public int blockPayloadType() {
        return block;
    }

    @Override
    public List<Codec> offered(Sound sound) {
        List<Codec> opus = new Opus().offered(sound);
        int type = opus.get(0).payloadType();
        int own = sound.stereo() ? PayloadTypes.STEREO_RED : PayloadTypes.RED;
        return sound.repeats() ? List.of(kind().codec(own, type + "/" + type), opus.get(0)) : opus;
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new RedBlocks(block);
    }
}
