package org.auralink.mail.control;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.auralink.mail.entity.Outcome;

/** Hands mails to a mail server by SMTP (RFC 5321), one connection each: people's mails are few, and none waits for another. */
public final class Smtp implements MailTransport {
    /** A reply's code: RFC 5321, 4.2. */
    private static final Pattern REPLY = Pattern.compile("^\\s*([245])\\d\\d[ -]");

    /** Causes that are looked at; a cycle of them must end. */
    private static final int TRAIL_LENGTH = 10;

    private final SmtpServer server;
    private final InternetAddress from;
    private final Session session;

    /**
     * @param from what stands in From
     * @param certificates whose certificates are believed
     */
    public Smtp(SmtpServer server, InternetAddress from, SSLSocketFactory certificates) {
        this.server = server;
        this.from = from;
        this.session = Session.getInstance(properties(server, certificates));
    }

    private static Properties properties(SmtpServer server, SSLSocketFactory certificates) {
        Properties properties = new Properties();
        String timeout = "" + server.timeoutMillis();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
        properties.put("mail.smtp.auth", "" + !server.user().isEmpty());
        // What is 8 bit travels encoded, so that it arrives through any server.
        properties.put("mail.smtp.allow8bitmime", "false");
        boolean upgraded = server.security() == SmtpServer.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", "" + upgraded);
        properties.put("mail.smtp.starttls.required", "" + upgraded);
        properties.put("mail.smtp.ssl.enable", "" + (server.security() == SmtpServer.Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        properties.put("mail.smtp.ssl.socketFactory", certificates);
        properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        return properties;
    }

    @Override
    public Outcome send(Envelope envelope) {
        try (Transport connection = session.getTransport()) {
            connect(connection);
            MimeMessage message = MimeLetter.of(session, from, envelope);
            connection.sendMessage(message, message.getAllRecipients());
            return Outcome.accepted();
        } catch (AuthenticationFailedException e) {
            // The mail can do nothing for it: somebody corrects the settings, and it goes out.
            return Outcome.failed("The mail server does not let us in: " + e.getMessage());
        } catch (SendFailedException e) {
            return refusal(e);
        } catch (MessagingException e) {
            return Outcome.failed("The mail server could not be asked: " + reason(e));
        }
    }

    @Override
    public boolean answers() {
        try (Transport connection = session.getTransport()) {
            connect(connection);
            return true;
        } catch (MessagingException e) {
            return false;
        }
    }

    private void connect(Transport connection) throws MessagingException {
        if (server.user().isEmpty()) {
            connection.connect(server.host(), server.port(), null, null);
        } else {
            connection.connect(server.host(), server.port(), server.user(), server.password());
        }
    }

    /** The server's replies stand in a chain of exceptions, of classes that are the implementation's own. */
    private static Outcome refusal(SendFailedException refused) {
        Exception next = refused;
        boolean forGood = false;
        String said = "";
        for (int depth = 0; next instanceof MessagingException link && depth < TRAIL_LENGTH; depth++) {
            String text = String.valueOf(link.getMessage());
            Matcher reply = REPLY.matcher(text);
            if (reply.find()) {
                forGood = "5".equals(reply.group(1));
                said = text;
            }
            next = link.getNextException();
        }
        String problem = "The mail server answered: " + (said.isEmpty() ? reason(refused) : said);
        return forGood ? Outcome.refused(problem) : Outcome.failed(problem);
    }

    private static String reason(MessagingException failed) {
        Exception cause = failed.getNextException();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(failed.getMessage())
                : failed.getMessage() + " (" + cause.getMessage() + ")";
    }
}
