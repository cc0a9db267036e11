package org.auralink.identity.control;

import java.util.List;
import java.util.regex.Pattern;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;

/** Phone numbers of E.164, as Supabase keeps them: digits, without the plus sign. */
public final class PhoneNumber {
    private static final Pattern E164 = Pattern.compile("[1-9][0-9]{1,14}");

    private PhoneNumber() {}

    /** @throws org.auralink.shared.RefusedException naming the field {@code phone} */
    public static String accept(String text) {
        String digits = text.replace("+", "").replace(" ", "");
        if (!E164.matcher(digits).matches()) {
            String sentence = "Invalid phone number format (E.164 required)";
            throw new Refusal.Invalid("validation_failed", sentence, List.of(new FieldError("phone", sentence)))
                    .asException();
        }
        return digits;
    }
}
