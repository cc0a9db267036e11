package org.auralink.mail.control;

import org.auralink.mail.entity.Outcome;

/** Sends nothing: what is put into the outbox stays there, and is read at {@code /dev/mailbox}. */
public final class Mailbox implements MailTransport {
    @Override
    public Outcome send(Envelope envelope) {
        return Outcome.kept();
    }

    @Override
    public boolean answers() {
        return true;
    }
}
