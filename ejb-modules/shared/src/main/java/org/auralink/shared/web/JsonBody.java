package org.auralink.shared.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the bodies of a door; a body that cannot be read becomes a refusal that names the field. It is read whole
 * first, within the door's {@link BodyLimitFilter}, and looked through by {@link JsonText} before anything is made of it.
 */
public abstract class JsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    /** Some clients begin with one; the same section says that it may be ignored. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final ObjectMapper json;
    private final String syntaxCode;
    private final boolean severalLines;

    /**
     * @param syntaxCode the code of a refusal of what is no JSON object at all
     * @param severalLines whether texts may have line ends and tabs
     */
    protected JsonBody(ObjectMapper json, String syntaxCode, boolean severalLines) {
        this.json = json;
        this.syntaxCode = syntaxCode;
        this.severalLines = severalLines;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return isJson(mediaType);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        // Texts are written as they are: who answers a String has made the JSON already.
        return isJson(mediaType) && !CharSequence.class.isAssignableFrom(type) && type != byte[].class;
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        String text = text(body.readAllBytes());
        try {
            Refusal refusal = JsonText.check(json.getFactory(), text, severalLines);
            if (refusal != null) {
                throw refusal.asException();
            }
            Object read = json.readValue(text, json.constructType(generic));
            if (read == null) {
                throw notAnObject().asException();
            }
            return read;
        } catch (JsonProcessingException e) {
            throw refusal(e).asException();
        }
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(json.writeValueAsBytes(value));
    }

    /**
     * JSON between systems is UTF-8 (RFC 8259, 8.1). Left to the parser, other encodings would be guessed from the first
     * bytes, and bytes that are no text would be replaced, so that another text were stored than was sent.
     */
    private String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new Refusal.Invalid(syntaxCode, "The body must be encoded in UTF-8.", List.of()).asException();
        }
    }

    private Refusal refusal(JacksonException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return notAnObject();
        }
        String field = path(mapping.getPath());
        String message = message(mapping);
        return new Refusal.Invalid(
                "validation_failed", "The field " + field + " " + message, List.of(new FieldError(field, message)));
    }

    private Refusal notAnObject() {
        return new Refusal.Invalid(syntaxCode, "The body must be a JSON object.", List.of());
    }

    private static String message(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not known. Known fields: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return "must be one of the documented values.";
        }
        if (e instanceof MismatchedInputException mismatch) {
            return "must be " + kind(mismatch.getTargetType()) + ".";
        }
        return "cannot be read.";
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null || Map.class.isAssignableFrom(type) || type.isRecord()) {
            return "an object";
        } else if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        } else if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        } else if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        } else if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return "of another type";
    }

    /** {@code data.tags[2]} */
    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static boolean isJson(@Nullable MediaType mediaType) {
        return mediaType != null
                && "application".equals(mediaType.getType())
                && ("json".equals(mediaType.getSubtype())
                        || mediaType.getSubtype().endsWith("+json"));
    }
}
