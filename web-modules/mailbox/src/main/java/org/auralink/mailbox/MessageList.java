package org.auralink.mailbox;

import java.util.List;
import org.auralink.mail.boundary.KeptMail;

/** Mails, the newest first. */
public record MessageList(List<KeptMail> items) {
    public MessageList {
        items = List.copyOf(items);
    }
}
