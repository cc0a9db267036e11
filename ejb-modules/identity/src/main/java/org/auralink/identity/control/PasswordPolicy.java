package org.auralink.identity.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Which passwords may be chosen. Says nothing about those that stand already: they still open their accounts. */
public final class PasswordPolicy {
    private final Limits.Passwords limits;

    private final CommonPasswords common;

    private final BreachedPasswords breached;

    /** With the list of common passwords only. */
    public PasswordPolicy(Limits.Passwords limits) {
        this(limits, BreachedPasswords.NONE);
    }

    /** @param breached may ask somebody: call {@link #accept} and {@link #weakness} outside a database transaction */
    public PasswordPolicy(Limits.Passwords limits, BreachedPasswords breached) {
        this.breached = breached;
        this.limits = limits;
        this.common = CommonPasswords.most(limits.common(), limits.least());
    }

    /** Characters, as code points. */
    public int shortest() {
        return limits.least();
    }

    /**
     * @return the password, which is not null then
     * @throws org.auralink.shared.RefusedException naming the field {@code password}
     */
    public String accept(@Nullable String password) {
        if (password == null || password.isEmpty()) {
            throw invalid("Signup requires a valid password", "must not be empty.")
                    .asException();
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > limits.mostBytes()) {
            throw invalid(
                            "Password cannot be longer than " + limits.mostBytes() + " bytes",
                            "must not be longer than " + limits.mostBytes() + " bytes.")
                    .asException();
        }
        Optional<Refusal.Unprocessable> weakness = weakness(password);
        if (weakness.isPresent()) {
            throw weakness.get().asException();
        }
        return password;
    }

    /** Why it would not be taken today, for one that stands already; empty for one that would. */
    public Optional<Refusal.Unprocessable> weakness(String password) {
        if (password.codePointCount(0, password.length()) < limits.least()) {
            return Optional.of(
                    weak("short_password", "Password should be at least " + limits.least() + " characters."));
        }
        if (common.contain(password) || breached.contain(password)) {
            return Optional.of(weak(
                    "common_password",
                    "Password is known to be weak and easy to guess, please choose a different one."));
        }
        return Optional.empty();
    }

    private static Refusal.Unprocessable weak(String code, String sentence) {
        return new Refusal.Unprocessable(code, sentence, List.of(new FieldError("password", sentence)));
    }

    private static Refusal invalid(String detail, String message) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError("password", message)));
    }
}
