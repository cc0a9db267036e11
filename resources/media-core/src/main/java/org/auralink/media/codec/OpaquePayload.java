package org.auralink.media.codec;

/** A payload into which nobody looks: there are no key frames, and nothing is counted. */
final class OpaquePayload extends PayloadDescriptor {
    @Override
    public PayloadDescriptor ofHistory() {
        return new OpaquePayload();
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        return true;
    }
}
