package org.auralink.shared.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The caller of the running request, known on resources that are {@link Authenticated}. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;

    void set(Caller verified) {
        this.caller = verified;
    }

    /** Empty for who has not said, or not proved, who it is. */
    public Optional<Caller> known() {
        return Optional.ofNullable(caller);
    }

    public Caller get() {
        if (caller == null) {
            throw Refusal.notAuthenticated("Sign in first.").asException();
        }
        return caller;
    }
}
