package org.auralink.mail.control;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail and whom it is for.
 *
 * @param id each attempt has the same Message-ID, so that who gets a mail twice sees that it is the same
 * @param written when it was asked for
 */
public record Envelope(UUID id, String recipient, MailForm form, Instant written) {
    @Override
    public String toString() {
        return "Envelope[" + id + "]";
    }
}
