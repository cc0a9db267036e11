package org.auralink.identity.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What a person says about themselves at sign-up ({@code data}, later {@code user_metadata}). */
public final class UserData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private UserData() {}

    /**
     * @return the data without its empty values
     * @throws org.auralink.shared.RefusedException naming the field {@code data}
     */
    public static Map<String, Object> accept(@Nullable Map<String, Object> data, Limits limits) {
        Map<String, Object> kept = new LinkedHashMap<>(data == null ? Map.of() : data);
        kept.values().removeIf(value -> value == null);
        if (!isText(kept)) {
            // PostgreSQL stores neither.
            throw Refusal.invalid("data", "must not contain NUL characters or halves of surrogate pairs.")
                    .asException();
        }
        if (bytes(kept) > limits.userDataBytes()) {
            throw Refusal.invalid("data", "must not be larger than " + limits.userDataBytes() + " bytes of JSON.")
                    .asException();
        }
        return kept;
    }

    private static boolean isText(@Nullable Object value) {
        if (value instanceof String text) {
            return text.indexOf('\0') < 0
                    && StandardCharsets.UTF_16.newEncoder().canEncode(text);
        } else if (value instanceof Map<?, ?> object) {
            return isText(object.keySet()) && isText(object.values());
        } else if (value instanceof Collection<?> list) {
            return list.stream().allMatch(UserData::isText);
        }
        return true;
    }

    private static int bytes(Map<String, Object> data) {
        try {
            return JSON.writeValueAsBytes(data).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that was read cannot be written", e);
        }
    }
}
