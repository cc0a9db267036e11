package org.auralink.shared.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * How JSON is read and written. Jackson and not the server's JSON Binding, because it says which field is wrong and why,
 * refuses unknown fields, and reads records.
 */
public final class Json {
    /** RFC 3339 in UTC, always with three digits of milliseconds, so that texts sort like times. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    /** Our own API: unknown fields are refused, and white space around texts (what {@link String#strip} takes) is cut off. */
    public static ObjectMapper strict() {
        SimpleModule text = new SimpleModule().addDeserializer(String.class, new Trimmed());
        return base().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(text)
                .build();
    }

    /** Compatible APIs: clients of other versions send fields that we do not know; texts are left as they are. */
    public static ObjectMapper lenient() {
        return base().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    /** A record as our own API writes it. */
    public static String text(Object view) {
        try {
            return Texts.WRITER.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made when the first text is. */
    private static final class Texts {
        private static final ObjectMapper WRITER = strict();
    }

    private static JsonMapper.Builder base() {
        JsonMapper.Builder builder =
                JsonMapper.builder(JsonText.factory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        // A password 12345678 without quotation marks is a mistake of the client, not a text.
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            builder.withCoercionConfig(LogicalType.Textual, text -> text.setCoercion(shape, CoercionAction.Fail));
        }
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .addModule(new SimpleModule().addSerializer(Instant.class, new Rfc3339()));
    }

    private static final class Rfc3339 extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Rfc3339() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(TIME.format(time));
        }
    }

    private static final class Trimmed extends StdDeserializer<String> {
        private static final long serialVersionUID = 1L;

        Trimmed() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return in.currentToken() == JsonToken.VALUE_STRING
                    ? in.getText().strip()
                    : (String) context.handleUnexpectedToken(String.class, in);
        }
    }
}
