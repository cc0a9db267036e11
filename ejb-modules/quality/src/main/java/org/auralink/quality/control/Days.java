package org.auralink.quality.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells when a day begins, in UTC, as far as this server has noticed. */
@ApplicationScoped
public class Days {
    private final AtomicReference<@Nullable LocalDate> last = new AtomicReference<>();

    /** Whether it is another day than at the last call; also at the first one. */
    public boolean begins(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return !today.equals(last.getAndSet(today));
    }
}
