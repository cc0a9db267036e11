package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A factor that waits for its first proof, and what the person's app needs for it. The secret is told this once.
 *
 * @param totp of a time-based code only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrolledFactor(
        UUID id, String type, String friendlyName, @Nullable Totp totp) {
    /**
     * @param qrCode the URI as SVG
     * @param secret Base32
     * @param uri {@code otpauth://}
     */
    public record Totp(String qrCode, String secret, String uri) {
        @Override
        public String toString() {
            return "Totp[redacted]";
        }
    }

    @Override
    public String toString() {
        return "EnrolledFactor[redacted]";
    }
}
