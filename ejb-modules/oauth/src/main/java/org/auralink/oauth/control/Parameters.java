package org.auralink.oauth.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.auralink.oauth.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request to a provider, of a query or a form (application/x-www-form-urlencoded). One without a value is as
 * good as none, and one that comes twice is refused when somebody asks for it (RFC 6749, 3.1 and 3.2): what a proxy and we
 * would each read must be the same.
 */
public final class Parameters {
    private static final int HEXADECIMAL = 16;

    private final Map<String, String> values;
    private final Set<String> repeated;

    private Parameters(Map<String, String> values, Set<String> repeated) {
        this.values = Map.copyOf(values);
        this.repeated = Set.copyOf(repeated);
    }

    /**
     * @param text as it came, encoded; null for none
     * @throws RefusedException {@code invalid_request} for what is not encoded like that, and for too many
     */
    public static Parameters of(@Nullable String text) {
        Map<String, String> values = new HashMap<>();
        Set<String> repeated = new HashSet<>();
        String[] pairs = text == null || text.isEmpty() ? new String[0] : text.split("&", Limits.PARAMETERS + 1);
        if (pairs.length > Limits.PARAMETERS) {
            throw refused("A request may have at most " + Limits.PARAMETERS + " parameters.");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!name.isEmpty() && values.put(name, value) != null) {
                repeated.add(name);
            }
        }
        return new Parameters(values, repeated);
    }

    /** @throws RefusedException {@code invalid_request}, when it comes twice */
    public Optional<String> find(String name) {
        if (repeated.contains(name)) {
            throw refused("The parameter " + name + " may come once.");
        }
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** @throws RefusedException {@code invalid_request}, when it is missing or comes twice */
    public String require(String name) {
        return find(name).orElseThrow(() -> refused("The parameter " + name + " is missing."));
    }

    private static String decoded(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '%') {
                bytes[length++] = (byte) (digit(text, at + 1) * HEXADECIMAL + digit(text, at + 2));
                at += 2;
            } else if (character >= 0x7F || character < ' ') {
                throw refused("The parameters must be percent-encoded.");
            } else {
                bytes[length++] = (byte) (character == '+' ? ' ' : character);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("The parameters must be encoded in UTF-8.");
        }
    }

    private static int digit(String text, int at) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), HEXADECIMAL) : -1;
        if (digit < 0) {
            throw refused("The parameters must be percent-encoded.");
        }
        return digit;
    }

    static RefusedException refused(String sentence) {
        return new Refusal.Invalid("invalid_request", sentence, List.of()).asException();
    }
}
