package org.auralink.mail.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it has a form.
 *
 * @param subject one line
 * @param paragraphs what happened, and what the reader may do
 * @param action what following the link does, in two or three words; null where there is no link
 * @param link null where there is none
 * @param code what may be typed in instead of following the link; null where there is none
 * @param after the last paragraph: what to do when it was somebody else
 */
record MailText(
        String subject,
        List<String> paragraphs,
        @Nullable String action,
        @Nullable String link,
        @Nullable String code,
        String after) {
    MailText {
        paragraphs = List.copyOf(paragraphs);
    }

    /** There is a link in it: not for anybody's log. */
    @Override
    public String toString() {
        return "MailText[redacted]";
    }
}
