package org.auralink.mail.control;

import org.auralink.mail.entity.Outcome;

/** The port through which mail leaves. */
public sealed interface MailTransport permits Smtp, Mailbox {
    /**
     * One attempt. Takes as long as a dialogue with a mail server; from any thread.
     *
     * @param envelope the mail and whom it is for
     */
    Outcome send(Envelope envelope);

    /** Whether a mail could leave now. Takes as long as a greeting. */
    boolean answers();
}
