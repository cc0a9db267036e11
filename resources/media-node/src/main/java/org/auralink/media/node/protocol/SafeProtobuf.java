package org.auralink.media.node.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads protobuf that somebody sent us. All of it comes through here: what it lists is counted within {@link
 * InputLimits} before anything is made of it, because two bytes on the wire may become an object of a hundred.
 */
public final class SafeProtobuf {
    /** Fields in front of a number that is asked for; those of LiveKit come first. */
    private static final int LOOKED_THROUGH = 8;

    private final CodedInputStream in;
    private final InputLimits limits;
    private int entries;

    private SafeProtobuf(byte[] message, InputLimits limits) {
        this.in = CodedInputStream.newInstance(message);
        this.limits = limits;
    }

    /**
     * Reads a message; fields that are newer than us are kept as they are.
     *
     * @throws InputException when it is not that, or exceeds a limit
     */
    public static void merge(byte[] message, Message.Builder into, InputLimits limits) throws InputException {
        if (message.length > limits.length()) {
            throw InputException.tooMuch("more than " + limits.length() + " bytes");
        }
        Descriptor type = into.getDescriptorForType();
        try {
            new SafeProtobuf(message, limits).walk(type, 1);
            into.mergeFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw InputException.malformed("expected " + type.getFullName() + " as protobuf");
        } catch (IOException e) {
            throw new IllegalStateException("an array is read without input or output", e);
        }
    }

    /**
     * Writes a message of ours, as another class has it: what one knows as a field may be unknown to the other. It is no
     * input any more, so nothing is counted.
     *
     * @throws IllegalArgumentException when they are not of one type
     */
    static void convert(Message from, Message.Builder into) {
        try {
            into.mergeFrom(from.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    from.getDescriptorForType().getFullName() + " is not "
                            + into.getDescriptorForType().getFullName(),
                    e);
        }
    }

    /**
     * A number of a message that we do not know otherwise: the first in the field, 0 when it is not among the first that
     * the message has. What comes behind may be large, and is not looked at.
     */
    static int number(ByteString message, int field) {
        CodedInputStream in = message.newCodedInput();
        try {
            for (int i = 0; i < LOOKED_THROUGH; i++) {
                int tag = in.readTag();
                if (WireFormat.getTagFieldNumber(tag) == field
                        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                    return in.readRawVarint32();
                }
                if (tag == 0 || !in.skipField(tag)) {
                    return 0;
                }
            }
        } catch (IOException e) {
            // It is no message, and so has none.
            return 0;
        }
        return 0;
    }

    private void walk(@Nullable Descriptor type, int depth) throws IOException, InputException {
        if (depth > limits.depth()) {
            throw InputException.tooMuch("more than " + limits.depth() + " messages within each other");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            count(1);
            int wire = WireFormat.getTagWireType(tag);
            if (wire == WireFormat.WIRETYPE_START_GROUP) {
                throw InputException.malformed("expected protobuf without groups");
            }
            if (wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                FieldDescriptor field = type == null ? null : type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
                delimited(field, depth);
            } else {
                in.skipField(tag);
            }
        }
    }

    private void delimited(@Nullable FieldDescriptor field, int depth) throws IOException, InputException {
        int size = in.readRawVarint32();
        if (field != null && field.getJavaType() == JavaType.MESSAGE) {
            int outer = in.pushLimit(size);
            walk(field.getMessageType(), depth + 1);
            in.popLimit(outer);
        } else {
            if (field != null && field.isPackable()) {
                // A number takes at least a byte.
                count(size);
            }
            in.skipRawBytes(size);
        }
    }

    private void count(int more) throws InputException {
        if (more < 0 || more > limits.entries() - entries) {
            throw InputException.tooMuch("more than " + limits.entries() + " entries, send it in parts");
        }
        entries += more;
    }
}
