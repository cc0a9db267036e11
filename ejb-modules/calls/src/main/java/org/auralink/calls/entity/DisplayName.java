package org.auralink.calls.entity;

import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The name that others see in a call. */
public final class DisplayName {

    private DisplayName() {}

    /**
     * Trimmed, 1 to {@link Limits#DISPLAY_NAME_LENGTH} characters.
     *
     * @throws org.auralink.shared.RefusedException invalid
     */
    public static String check(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw Refusal.invalid("display_name", "must not be empty.").asException();
        }
        String trimmed = name.strip();
        if (!PlainText.isVisible(trimmed)) {
            throw Refusal.invalid("display_name", "must have something to see.").asException();
        }
        if (trimmed.codePointCount(0, trimmed.length()) > Limits.DISPLAY_NAME_LENGTH) {
            throw Refusal.invalid("display_name", "may have at most " + Limits.DISPLAY_NAME_LENGTH + " characters.")
                    .asException();
        }
        return trimmed;
    }

    /** A name from elsewhere, a token or an account: made presentable instead of refused, because it is in use already. */
    public static String tolerate(String name) {
        return WireText.storable(name, Limits.DISPLAY_NAME_LENGTH);
    }
}
