package org.auralink.media.node.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) that somebody sent us. All of it comes through here: it is walked within {@link InputLimits}
 * before a library makes anything of it, because libraries read a long number in the square of its length, and a short
 * one with a large exponent in no time that anybody would wait for.
 */
public final class SafeJson {
    private static final TypeAdapter<JsonElement> ELEMENTS = new Gson().getAdapter(JsonElement.class);

    private static final Set<JavaType> INTEGERS = EnumSet.of(JavaType.INT, JavaType.LONG, JavaType.ENUM);
    private static final Set<JavaType> FRACTIONS = EnumSet.of(JavaType.FLOAT, JavaType.DOUBLE);

    /** An integer that protobuf's JSON reads at the first try. The second costs an exception, which is 20 µs. */
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,9}");

    private static final int COST_OF_EXCEPTION = 10;

    /** Digits of an exponent. With more of them, a library that wants the whole number writes out its zeros. */
    private static final int MAX_EXPONENT_DIGITS = 3;

    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private final JsonReader reader;
    private final InputLimits limits;
    private int entries;

    private SafeJson(String text, InputLimits limits) throws InputException {
        if (text.length() > limits.length()) {
            throw InputException.tooMuch("more than " + limits.length() + " characters");
        }
        this.limits = limits;
        reader = strict(text);
    }

    /** @throws InputException when it is no UTF-8, or longer than the limit */
    private static String decoded(byte[] utf8, InputLimits limits) throws InputException {
        if (utf8.length > limits.length()) {
            throw InputException.tooMuch("more than " + limits.length() + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw InputException.malformed("expected UTF-8");
        }
    }

    /**
     * Reads an object that is no protobuf message.
     *
     * @throws InputException when it is not one JSON object, or exceeds a limit
     */
    public static JsonObject object(byte[] utf8, InputLimits limits) throws InputException {
        return object(decoded(utf8, limits), limits);
    }

    /**
     * Reads an object that is no protobuf message.
     *
     * @throws InputException when it is not one JSON object, or exceeds a limit
     */
    public static JsonObject object(String text, InputLimits limits) throws InputException {
        new SafeJson(text, limits).walk(null);
        try {
            return ELEMENTS.read(strict(text)).getAsJsonObject();
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw InputException.malformed("expected JSON");
        }
    }

    /**
     * Reads protobuf's JSON form of a message; fields that are newer than us are ignored.
     *
     * @throws InputException when it is not that, or exceeds a limit
     */
    public static void merge(byte[] utf8, Message.Builder into, InputLimits limits) throws InputException {
        merge(decoded(utf8, limits), into, limits);
    }

    /**
     * Reads protobuf's JSON form of a message; fields that are newer than us are ignored, but for those of {@link
     * NewerSchema}, which the message has as unknown fields.
     *
     * @throws InputException when it is not that, or exceeds a limit
     */
    public static void merge(String text, Message.Builder into, InputLimits limits) throws InputException {
        Descriptor type = into.getDescriptorForType();
        Descriptor newer = NewerSchema.of(type);
        new SafeJson(text, limits).walk(newer == null ? type : newer);
        try {
            if (newer == null) {
                JsonFormat.parser().ignoringUnknownFields().merge(text, into);
            } else {
                var read = DynamicMessage.newBuilder(newer);
                JsonFormat.parser().ignoringUnknownFields().merge(text, read);
                SafeProtobuf.convert(read.build(), into);
            }
        } catch (InvalidProtocolBufferException e) {
            throw InputException.malformed("expected " + type.getFullName() + " as JSON");
        }
    }

    private static JsonReader strict(String text) {
        var reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    private void walk(@Nullable Descriptor type) throws InputException {
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw InputException.malformed("expected a JSON object");
            }
            object(type, null, 1);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw InputException.malformed("expected one JSON object");
            }
        } catch (IOException | IllegalStateException e) {
            throw InputException.malformed("expected JSON");
        }
    }

    /** @param values the field that every value is of, in a map; null in a message and in what we do not know */
    private void object(@Nullable Descriptor type, @Nullable FieldDescriptor values, int depth)
            throws IOException, InputException {
        checkDepth(depth);
        Set<String> names = new HashSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (!names.add(name)) {
                // Who reads the first and who the last would not agree on what was said.
                throw InputException.malformed("expected each name once in an object");
            }
            value(type == null ? values : field(type, name), depth);
        }
        reader.endObject();
    }

    private void value(@Nullable FieldDescriptor field, int depth) throws IOException, InputException {
        count(1);
        switch (reader.peek()) {
            case BEGIN_OBJECT -> nested(field, depth + 1);
            case BEGIN_ARRAY -> {
                checkDepth(depth + 1);
                reader.beginArray();
                while (reader.hasNext()) {
                    value(field, depth + 1);
                }
                reader.endArray();
            }
            case NUMBER -> {
                String number = reader.nextString();
                checkNumber(number);
                text(field, number);
            }
            case STRING -> text(field, reader.nextString());
            default -> reader.skipValue();
        }
    }

    private void nested(@Nullable FieldDescriptor field, int depth) throws IOException, InputException {
        if (field == null || field.getJavaType() != JavaType.MESSAGE) {
            object(null, null, depth);
        } else if (field.isMapField()) {
            object(null, field.getMessageType().findFieldByName("value"), depth);
        } else {
            object(field.getMessageType(), null, depth);
        }
    }

    /** Protobuf's JSON takes texts for numbers where these belong. */
    private void text(@Nullable FieldDescriptor field, String text) throws InputException {
        JavaType type = field == null ? JavaType.STRING : field.getJavaType();
        if (INTEGERS.contains(type) || FRACTIONS.contains(type)) {
            checkNumber(text);
        }
        if (field != null && type == JavaType.ENUM) {
            checkName(field, text);
        }
        if (INTEGERS.contains(type) && !PLAIN.matcher(text).matches() || type == JavaType.BYTE_STRING) {
            count(COST_OF_EXCEPTION - 1);
        }
    }

    /** A library that ignores what is newer leaves such a name out; a list of what is allowed would then allow everything. */
    private static void checkName(FieldDescriptor field, String text) throws InputException {
        boolean isName = !text.isEmpty() && Character.isLetter(text.charAt(0));
        if (isName && field.getEnumType().findValueByName(text) == null) {
            throw InputException.malformed(field.getJsonName() + ": expected a name of "
                    + field.getEnumType().getName());
        }
    }

    private void count(int more) throws InputException {
        entries += more;
        if (entries > limits.entries()) {
            throw InputException.tooMuch("more than " + limits.entries() + " values");
        }
    }

    private void checkDepth(int depth) throws InputException {
        if (depth > limits.depth()) {
            throw InputException.tooMuch("more than " + limits.depth() + " objects and lists within each other");
        }
    }

    private void checkNumber(String text) throws InputException {
        if (text.length() > limits.number()) {
            throw InputException.tooMuch("a number of more than " + limits.number() + " characters");
        }
        int exponent = 1 + Math.max(text.lastIndexOf('e'), text.lastIndexOf('E'));
        if (exponent > 1 && Character.isDigit(text.charAt(exponent - 2))) {
            int sign = exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0 ? 1 : 0;
            if (text.length() - exponent - sign > MAX_EXPONENT_DIGITS) {
                throw InputException.tooMuch("an exponent of more than " + MAX_EXPONENT_DIGITS + " digits");
            }
        }
    }

    /** By either of the two names that protobuf's JSON reads. */
    private static @Nullable FieldDescriptor field(Descriptor type, String name) {
        return FIELDS.computeIfAbsent(type, SafeJson::byName).get(name);
    }

    private static Map<String, FieldDescriptor> byName(Descriptor type) {
        var fields = new HashMap<String, FieldDescriptor>();
        for (FieldDescriptor field : type.getFields()) {
            fields.put(field.getName(), field);
            fields.put(field.getJsonName(), field);
        }
        return Map.copyOf(fields);
    }
}
