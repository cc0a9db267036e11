package org.auralink.shared.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the text of a body before anything is made of it: one object and nothing behind it, no name twice, nothing
 * that costs more than its length to read, and no text that could not be stored or shown as it was sent. So the rule holds
 * at every door, for fields that are known, unknown or nested in something free.
 */
final class JsonText {
    private final JsonParser in;
    private final boolean severalLines;
    private final Deque<Set<String>> namesInObjects = new ArrayDeque<>();

    private JsonText(JsonParser in, boolean severalLines) {
        this.in = in;
        this.severalLines = severalLines;
    }

    /** Of parsers that stop at the {@link Limits}, and keep no table of names that a client could fill with collisions. */
    static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Limits.JSON_DEPTH)
                        .maxNumberLength(Limits.JSON_NUMBER_LENGTH)
                        .maxNameLength(Limits.JSON_NAME_LENGTH)
                        .build())
                .build();
    }

    /**
     * @param severalLines whether texts may have line ends and tabs
     * @return what is wrong, with the name of the field; null for a text that may be read
     * @throws com.fasterxml.jackson.core.JacksonException when it is not JSON at all
     */
    static @Nullable Refusal check(JsonFactory json, String text, boolean severalLines) throws IOException {
        try (JsonParser in = json.createParser(text)) {
            try {
                return new JsonText(in, severalLines).walk();
            } catch (StreamConstraintsException beyond) {
                return tooCostly(in.getParsingContext());
            }
        }
    }

    private @Nullable Refusal walk() throws IOException {
        int tokens = 0;
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            if (++tokens > Limits.JSON_TOKENS) {
                return refusal("The body may have at most " + Limits.JSON_TOKENS + " names and values.");
            }
            Refusal refusal = check(token);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable Refusal check(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> namesInObjects.push(new HashSet<>());
            case END_OBJECT -> namesInObjects.pop();
            case FIELD_NAME -> {
                return checkName(in.currentName());
            }
            case VALUE_STRING -> {
                String text = in.getText();
                String objection = severalLines
                        ? PlainText.objectionToLines(text)
                        // As it will be stored: white space around it is taken away.
                        : PlainText.objectionToLine(text.strip());
                return objection == null ? null : Refusal.invalid(path(in.getParsingContext()), objection);
            }
            case VALUE_NUMBER_FLOAT -> {
                // 1e999 is infinite for whoever reads it into 64 bits, and infinite is no JSON.
                return Double.isFinite(in.getDoubleValue())
                        ? null
                        : Refusal.invalid(path(in.getParsingContext()), "must be a number of 64 bits.");
            }
            default -> {
                // Nothing in it that could be wrong by itself.
            }
        }
        return null;
    }

    private @Nullable Refusal checkName(String name) {
        String objection = PlainText.objectionToLine(name);
        if (objection != null) {
            return refusal("The name of a field " + objection);
        }
        Set<String> names = namesInObjects.peek();
        return names == null || names.add(name)
                ? null
                : Refusal.invalid(path(in.getParsingContext()), "must be given once.");
    }

    private static Refusal tooCostly(JsonStreamContext where) {
        String field = path(where);
        if (where.getNestingDepth() >= Limits.JSON_DEPTH) {
            String top = field.replaceFirst("[.\\[].*", "");
            return Refusal.invalid(top, "must not be nested deeper than " + Limits.JSON_DEPTH + " levels.");
        }
        return field.isEmpty() || where.inObject() && !where.hasCurrentName()
                ? refusal("The name of a field may have at most " + Limits.JSON_NAME_LENGTH + " characters.")
                : Refusal.invalid(
                        field, "must not be a number of more than " + Limits.JSON_NUMBER_LENGTH + " characters.");
    }

    private static Refusal refusal(String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of());
    }

    /** {@code data.tags[2]} */
    private static String path(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return parent + "[" + context.getCurrentIndex() + "]";
        }
        String name = context.getCurrentName();
        return parent.isEmpty() || name == null ? parent + (name == null ? "" : name) : parent + "." + name;
    }
}
