package org.auralink.identity.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.shared.PlainText;
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
    public static Map<String, Object> accept(@Nullable Map<String, Object> data, Limits.UserDataSize limits) {
        Map<String, Object> kept = new LinkedHashMap<>(data == null ? Map.of() : data);
        kept.values().removeIf(value -> value == null);
        if (!isNested(kept, limits.depth())) {
            throw Refusal.invalid("data", "must not be nested deeper than " + limits.depth() + " levels.")
                    .asException();
        }
        if (!isCounted(kept, limits.digits())) {
            throw Refusal.invalid("data", "must not contain numbers of more than " + limits.digits() + " digits.")
                    .asException();
        }
        if (!isText(kept)) {
            // PostgreSQL stores neither.
            throw Refusal.invalid("data", "must not contain NUL characters or halves of surrogate pairs.")
                    .asException();
        }
        // A blank name is as good as none; one of invisible characters would be shown, as nothing.
        if (kept.get("name") instanceof String name && !name.isBlank() && !PlainText.isVisible(name)) {
            throw Refusal.invalid("data.name", "must have something to see.").asException();
        }
        if (bytes(kept) > limits.bytes()) {
            throw Refusal.invalid("data", "must not be larger than " + limits.bytes() + " bytes of JSON.")
                    .asException();
        }
        return kept;
    }

    /**
     * @param changes a value that is null goes, what is not named stays
     * @return what the person says after them, which is held to the same limits
     * @throws org.auralink.shared.RefusedException naming the field {@code data}
     */
    public static Map<String, Object> merged(
            Map<String, Object> present, Map<String, Object> changes, Limits.UserDataSize limits) {
        Map<String, Object> merged = new LinkedHashMap<>(present);
        merged.putAll(changes);
        return accept(merged, limits);
    }

    private static boolean isNested(@Nullable Object value, int levels) {
        Collection<?> inner = inner(value);
        return inner.isEmpty() || (levels > 0 && inner.stream().allMatch(it -> isNested(it, levels - 1)));
    }

    /** Whether every number can be written in so many characters. JSON's own numbers have no end, nor has 1e999. */
    private static boolean isCounted(@Nullable Object value, int characters) {
        if (value instanceof Number number) {
            double size = number.doubleValue();
            return Double.isFinite(size)
                    && new BigDecimal(number.toString()).toPlainString().length() <= characters;
        }
        return inner(value).stream().allMatch(it -> isCounted(it, characters));
    }

    private static Collection<?> inner(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.values();
        }
        return value instanceof Collection<?> list ? list : List.of();
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
