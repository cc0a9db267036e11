package org.auralink.identity.boundary;

import java.util.List;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Which sessions a sign-out ends. */
public enum LogoutScope {
    /** All of the person. */
    GLOBAL,
    /** The one that asks. */
    LOCAL,
    /** All but the one that asks. */
    OTHERS;

    /** @param text the query parameter {@code scope}; absent means global, as in Supabase */
    public static LogoutScope of(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "", "global" -> GLOBAL;
            case "local" -> LOCAL;
            case "others" -> OTHERS;
            default ->
                throw new Refusal.Invalid("validation_failed", "The scope must be global, local or others.", List.of())
                        .asException();
        };
    }
}
