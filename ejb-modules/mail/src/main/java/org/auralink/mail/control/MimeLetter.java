package org.auralink.mail.control;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A mail as it travels: RFC 5322, RFC 2045 to 2047. */
final class MimeLetter extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    private MimeLetter(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /** @throws MessagingException when an address is none */
    static MimeLetter of(Session session, InternetAddress from, Envelope envelope) throws MessagingException {
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        var letter = new MimeLetter(session, "<" + envelope.id() + "@" + domain + ">");
        letter.setFrom(from);
        letter.setRecipient(Message.RecipientType.TO, new InternetAddress(envelope.recipient(), true));
        letter.setSubject(envelope.form().subject(), UTF_8);
        letter.setSentDate(Date.from(envelope.written()));
        // RFC 3834: nobody's answering machine answers it.
        letter.setHeader("Auto-Submitted", "auto-generated");
        var plain = new MimeBodyPart();
        plain.setText(envelope.form().text(), UTF_8);
        var html = new MimeBodyPart();
        html.setText(envelope.form().html(), UTF_8, "html");
        // The last is the best: RFC 2046, 5.1.4.
        letter.setContent(new MimeMultipart("alternative", plain, html));
        letter.saveChanges();
        return letter;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
