package org.auralink.mail.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.auralink.mail.entity.MailKind;
import org.auralink.mail.entity.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How mail is handed to a mail server, and what is made of what that says. */
class SmtpTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String LINK = "https://example.test/auth/v1/verify?token=abc&type=recovery";
    private static final int TIMEOUT = 2_000;

    @TempDir
    private Path directory;

    private static SmtpServer server(int port, SmtpServer.Security security) {
        return new SmtpServer("localhost", port, security, "", "", TIMEOUT);
    }

    private static Smtp smtp(SmtpServer server, SSLSocketFactory certificates) throws Exception {
        return new Smtp(server, new InternetAddress("no-reply@example.test", "Gespräche", "UTF-8"), certificates);
    }

    private static Smtp clear(int port) throws Exception {
        return smtp(server(port, SmtpServer.Security.NONE), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static Envelope envelope(MailKind kind, Map<String, String> words) {
        var settings = new MailSettings(
                new MailSettings.ToMailbox(), new InternetAddress(), "AuraLink", URI.create("https://example.test"));
        MailForm form = new MailForm.Maker(settings).of(kind, words, Duration.ofHours(1));
        return new Envelope(UUID.fromString("00000000-0000-4000-8000-000000000001"), "ada@example.test", form, NOW);
    }

    private static Envelope recovery() {
        return envelope(MailKind.RECOVERY, Map.of("link", LINK, "code", "123456"));
    }

    private static GreenMail greenMail() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @Test
    void aMailArrivesAsPlainTextAndHtmlWithTheSameLinkAndCode() throws Exception {
        GreenMail mails = greenMail();
        try {
            assertThat(clear(mails.getSmtp().getPort()).send(recovery())).isEqualTo(Outcome.accepted());
            MimeMessage arrived = mails.getReceivedMessages()[0];
            assertThat(arrived.getSubject()).isEqualTo("Choose a new password");
            assertThat(arrived.getHeader("To")).containsExactly("ada@example.test");
            assertThat(arrived.getFrom()[0]).hasToString("=?UTF-8?Q?Gespr=C3=A4che?= <no-reply@example.test>");
            assertThat(arrived.getMessageID()).isEqualTo("<00000000-0000-4000-8000-000000000001@example.test>");
            assertThat(arrived.getSentDate()).isEqualTo(NOW);
            assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            var parts = (MimeMultipart) arrived.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat((String) parts.getBodyPart(0).getContent())
                    .contains(LINK)
                    .contains("123456");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat((String) parts.getBodyPart(1).getContent())
                    .contains("href=\"" + LINK.replace("&", "&amp;") + "\"")
                    .contains("123456");
        } finally {
            mails.stop();
        }
    }

    @Test
    void whatPeopleCallThemselvesArrivesWholeAndEndsNoHeader() throws Exception {
        GreenMail mails = greenMail();
        try {
            Envelope invitation = envelope(
                    MailKind.MEMBER_INVITATION,
                    Map.of(
                            "link", LINK,
                            "organization", "Ärzte 👩‍⚕️ 東京",
                            "inviter", "Eve\r\nBcc: all@example.test\r\n\r\nhello",
                            "role", "member"));
            assertThat(clear(mails.getSmtp().getPort()).send(invitation)).isEqualTo(Outcome.accepted());
            assertThat(mails.getReceivedMessages()).hasSize(1);
            MimeMessage arrived = mails.getReceivedMessages()[0];
            assertThat(arrived.getHeader("Bcc")).isNull();
            assertThat(arrived.getAllRecipients()).hasSize(1);
            assertThat(arrived.getSubject())
                    .contains("Ärzte 👩‍⚕️ 東京")
                    .contains("Eve")
                    .doesNotContain("\n");
            var parts = (MimeMultipart) arrived.getContent();
            assertThat((String) parts.getBodyPart(0).getContent()).contains("Ärzte 👩‍⚕️ 東京");
        } finally {
            mails.stop();
        }
    }

    @Test
    void aServerThatWantsToKnowUsIsToldWhoWeAre() throws Exception {
        GreenMail mails = greenMail();
        try {
            mails.setUser("ours@example.test", "ours", "secret");
            int port = mails.getSmtp().getPort();
            var known = new SmtpServer("localhost", port, SmtpServer.Security.NONE, "ours", "secret", TIMEOUT);
            assertThat(smtp(known, (SSLSocketFactory) SSLSocketFactory.getDefault())
                            .send(recovery()))
                    .isEqualTo(Outcome.accepted());
            var wrong = new SmtpServer("localhost", port, SmtpServer.Security.NONE, "ours", "wrong", TIMEOUT);
            Outcome refused = smtp(wrong, (SSLSocketFactory) SSLSocketFactory.getDefault())
                    .send(recovery());
            assertThat(refused.verdict())
                    .as("somebody corrects the password, and the mail goes out")
                    .isEqualTo(Outcome.Verdict.FAILED);
            assertThat(mails.getReceivedMessages()).hasSize(1);
        } finally {
            mails.stop();
        }
    }

    @Test
    void startTlsIsUsedAndNothingIsSaidWithoutIt() throws Exception {
        SSLContext certificate = TestCertificate.of("localhost", directory);
        try (var offers = new ScriptedMailServer(certificate);
                var offersNone = new ScriptedMailServer(null)) {
            assertThat(smtp(server(offers.port(), SmtpServer.Security.STARTTLS), certificate.getSocketFactory())
                            .send(recovery()))
                    .isEqualTo(Outcome.accepted());
            assertThat(offers.heard()).startsWith("EHLO", "STARTTLS", "TLS", "EHLO", "MAIL", "RCPT", "DATA");
            assertThat(smtp(server(offersNone.port(), SmtpServer.Security.STARTTLS), certificate.getSocketFactory())
                            .send(recovery())
                            .verdict())
                    .isEqualTo(Outcome.Verdict.FAILED);
            assertThat(offersNone.heard()).doesNotContain("MAIL");
        }
    }

    @Test
    void aCertificateOfAnotherNameOrThatNobodyKnowsIsNotBelieved() throws Exception {
        SSLContext other = TestCertificate.of("elsewhere.test", directory);
        SSLContext own = TestCertificate.of("localhost", directory);
        try (var anothersName = new ScriptedMailServer(other);
                var unknown = new ScriptedMailServer(own)) {
            assertThat(smtp(server(anothersName.port(), SmtpServer.Security.STARTTLS), other.getSocketFactory())
                            .send(recovery())
                            .verdict())
                    .isEqualTo(Outcome.Verdict.FAILED);
            assertThat(smtp(server(unknown.port(), SmtpServer.Security.STARTTLS), (SSLSocketFactory)
                                    SSLSocketFactory.getDefault())
                            .send(recovery())
                            .verdict())
                    .isEqualTo(Outcome.Verdict.FAILED);
            assertThat(anothersName.heard()).doesNotContain("MAIL");
            assertThat(unknown.heard()).doesNotContain("MAIL");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 too busy, FAILED",
        "GREETING, 554 no service, FAILED",
        "EHLO, 502 what, FAILED",
        "MAIL, 451 later, FAILED",
        "MAIL, 550 not from you, REFUSED",
        "RCPT, 450 greylisted, FAILED",
        "RCPT, 550 no such user, REFUSED",
        "DATA, 452 full, FAILED",
        "DATA, 554 spam, REFUSED",
        "., 451 later, FAILED",
        "., 552 too large, REFUSED",
        "RCPT, '', FAILED",
        "., '', FAILED",
        "MAIL, nothing, FAILED"
    })
    void whatAServerRefusesForGoodIsNotTriedAgainAndEverythingElseIs(
            String command, String reply, Outcome.Verdict verdict) throws Exception {
        try (var server = new ScriptedMailServer(null).answering(command, reply)) {
            // EHLO is followed by HELO.
            server.answering("HELO", "EHLO".equals(command) ? reply : "250 fine");
            var impatient = new SmtpServer("localhost", server.port(), SmtpServer.Security.NONE, "", "", 300);
            Outcome outcome = smtp(impatient, (SSLSocketFactory) SSLSocketFactory.getDefault())
                    .send(recovery());
            assertThat(outcome.verdict()).as(outcome.problem()).isEqualTo(verdict);
            assertThat(outcome.problem()).isNotBlank();
        }
    }

    @Test
    void aServerThatIsNotThereFailsAndTellsSo() throws Exception {
        int port;
        try (var gone = new ScriptedMailServer(null)) {
            port = gone.port();
            assertThat(clear(port).answers()).isTrue();
        }
        assertThat(clear(port).answers()).isFalse();
        assertThat(clear(port).send(recovery()).verdict()).isEqualTo(Outcome.Verdict.FAILED);
    }

    @Test
    void nothingOfAServerPrintsItsPassword() {
        var server = new SmtpServer("localhost", 25, SmtpServer.Security.TLS, "ours", "hush", TIMEOUT);
        assertThat(Arrays.asList(
                        server.toString(),
                        recovery().toString(),
                        recovery().form().toString()))
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain("hush")
                        .doesNotContain("ada@")
                        .doesNotContain("abc"));
    }
}
