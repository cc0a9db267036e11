package org.auralink.identity.boundary;

import java.util.function.Supplier;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.RefusedException;

/**
 * Mails that somebody may ask for who is not signed in. While the mail server is away they wait, and when too many wait for
 * one address no further one is written. Whoever asked is answered as if it had been: those that wait go out in the end, and
 * a refusal would tell that somebody here has the address.
 */
final class Backlog {
    private Backlog() {}

    /**
     * @param asked writes the mail, all or nothing
     * @param otherwise the answer that one who asks about any address gets
     */
    static <T> T hidden(Supplier<T> asked, Supplier<T> otherwise) {
        try {
            return asked.get();
        } catch (RefusedException e) {
            if (Mails.isBacklog(e)) {
                return otherwise.get();
            }
            throw e;
        }
    }
}
