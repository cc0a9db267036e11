package org.auralink.mail.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.auralink.mail.control.Envelope;
import org.auralink.mail.control.MailForm;
import org.auralink.mail.control.MailSettings;
import org.auralink.mail.control.MailTransport;
import org.auralink.mail.control.Mailbox;
import org.auralink.mail.control.Smtp;
import org.auralink.mail.control.SmtpServer;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.MailStatus;
import org.auralink.mail.entity.Outcome;
import org.auralink.mail.entity.QueuedMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of mails: when they are sent, tried again, given up, and what is left of them. */
class MailDeliveryTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final MailSettings SETTINGS = new MailSettings(
            new MailSettings.ToMailbox(), new InternetAddress(), "AuraLink", URI.create("https://example.test"));

    @BeforeEach
    void nothing() {
        MailLab.startOver();
    }

    private static Mail recovery(String recipient) {
        return new Mail(recipient, new Mail.Recovery(MailsTest.LINK, "123456"), DAY);
    }

    private static List<KeptMail> kept(String to) {
        return MailLab.mailbox(box -> box.list(to));
    }

    private static QueuedMail only() {
        List<QueuedMail> all = MailLab.all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static DueMail one() {
        List<DueMail> taken = MailLab.take();
        assertThat(taken).hasSize(1);
        return taken.get(0);
    }

    /** What the dispatcher does. */
    private static void dispatch(MailTransport transport) {
        var forms = new MailForm.Maker(SETTINGS);
        MailLab.take()
                .forEach(mail -> MailLab.ended(
                        mail,
                        transport.send(new Envelope(
                                mail.id(),
                                mail.recipient(),
                                forms.of(mail.kind(), mail.words(), mail.validity()),
                                mail.written()))));
    }

    @Test
    void aMailServerThatIsAwayLosesNothingAndGetsEachMailOnceWhenItIsBack() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var smtp = new Smtp(
                new SmtpServer("127.0.0.1", port, SmtpServer.Security.NONE, "", "", 2_000),
                new InternetAddress("no-reply@example.test"),
                (SSLSocketFactory) SSLSocketFactory.getDefault());
        for (int person = 0; person < 3; person++) {
            MailLab.send(recovery("person" + person + "@example.test"));
        }
        for (int hour = 0; hour < 3; hour++) {
            dispatch(smtp);
            MailLab.CLOCK.pass(Duration.ofHours(1));
        }
        assertThat(MailLab.all()).allSatisfy(mail -> {
            assertThat(mail.status()).isEqualTo(MailStatus.PENDING);
            assertThat(mail.attempts()).isEqualTo(3);
            assertThat(mail.lastError()).isNotBlank();
        });

        var server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            dispatch(smtp);
            MailLab.CLOCK.pass(Duration.ofHours(1));
            dispatch(smtp);
            assertThat(server.getReceivedMessages()).hasSize(3);
        } finally {
            server.stop();
        }
        assertThat(MailLab.all()).allSatisfy(mail -> {
            assertThat(mail.status()).isEqualTo(MailStatus.SENT);
            assertThat(mail.content()).as("what lets people in is gone").isEmpty();
        });
    }

    @Test
    void aFailureIsTriedAgainAfterWaitsThatGrowAndNeverExceedTheCap() {
        MailLab.send(recovery("ada@example.test"));
        for (long wait : new long[] {5, 20, 80, 320, 600, 600}) {
            MailLab.ended(one(), Outcome.failed("451 later"));
            Duration next = Duration.between(MailLab.CLOCK.instant(), only().dueAt());
            assertThat(next).isBetween(Duration.ofMillis(wait * 500), Duration.ofSeconds(wait));
            MailLab.CLOCK.pass(next.minusMillis(1));
            assertThat(MailLab.take()).isEmpty();
            MailLab.CLOCK.pass(Duration.ofMillis(1));
        }
    }

    @Test
    void whatIsRefusedForGoodIsADeadLetterWithoutItsLink() {
        MailLab.send(recovery("ada@example.test"));
        MailLab.ended(one(), Outcome.refused("550 no such user"));
        assertThat(only().status()).isEqualTo(MailStatus.DEAD);
        assertThat(only().lastError()).isEqualTo("550 no such user");
        assertThat(only().content()).isEmpty();
        MailLab.CLOCK.pass(DAY);
        assertThat(MailLab.take()).isEmpty();
    }

    @Test
    void whatCouldNotBeSentBeforeItsLinkExpiredIsNotSentAnyMore() {
        MailLab.send(recovery("ada@example.test"));
        MailLab.ended(one(), Outcome.failed("451 later"));
        MailLab.CLOCK.pass(DAY);
        assertThat(MailLab.take()).isEmpty();
        assertThat(only().status()).isEqualTo(MailStatus.DEAD);
        assertThat(only().lastError()).isEqualTo("451 later");
    }

    @Test
    void whatWasTakenIsNobodyElsesUntilItsLeaseRunsOut() {
        MailLab.send(recovery("ada@example.test"));
        DueMail first = one();
        assertThat(MailLab.take()).isEmpty();
        MailLab.CLOCK.pass(Limits.LEASE);
        DueMail second = one();
        MailLab.ended(first, Outcome.refused("550"));
        assertThat(only().status()).isEqualTo(MailStatus.PENDING);
        MailLab.ended(second, Outcome.accepted());
        assertThat(only().status()).isEqualTo(MailStatus.SENT);
    }

    @Test
    void whoWaitsInFrontOfAScreenIsServedBeforeInvitations() {
        var invitation = new Mail.MemberInvitation(MailsTest.LINK, "Org", "Ada", "member");
        for (int invited = 0; invited < 20; invited++) {
            MailLab.send(new Mail("person" + invited + "@example.test", invitation, DAY));
        }
        MailLab.CLOCK.pass(Duration.ofSeconds(1));
        MailLab.send(recovery("ada@example.test"));
        assertThat(MailLab.take().get(0).recipient()).isEqualTo("ada@example.test");
    }

    @Test
    void theMailboxKeepsTheNewestWithTheirLinks() {
        var mailbox = new Mailbox();
        int more = Limits.IN_MAILBOX + 5;
        for (int person = 0; person < more; person++) {
            MailLab.send(recovery("person" + person + "@example.test"));
            MailLab.CLOCK.pass(Duration.ofSeconds(1));
        }
        for (int sent = 0; sent < more; sent += Limits.AT_ONCE) {
            dispatch(mailbox);
        }
        List<KeptMail> kept = MailLab.mailbox(box -> box.list(null));
        assertThat(kept).hasSize(Limits.IN_MAILBOX);
        KeptMail newest = kept.get(0);
        assertThat(newest.to()).isEqualTo("person" + (more - 1) + "@example.test");
        assertThat(newest.link()).isEqualTo(MailsTest.LINK);
        assertThat(newest.code()).isEqualTo("123456");
        assertThat(newest.text()).contains(MailsTest.LINK);
        assertThat(kept("PERSON7@example.test")).hasSize(1);
        assertThat(kept("person1@example.test")).as("forgotten").isEmpty();
    }

    @Test
    void whatNobodyAsksAboutAnyMoreIsForgottenAndWhatExpiredIsGivenUp() {
        MailLab.send(recovery("ada@example.test"));
        MailLab.ended(one(), Outcome.accepted());
        MailLab.send(recovery("bob@example.test"));
        MailLab.CLOCK.pass(DAY);
        MailLab.clean();
        assertThat(MailLab.all())
                .extracting(QueuedMail::status)
                .containsExactlyInAnyOrder(MailStatus.SENT, MailStatus.DEAD);
        MailLab.CLOCK.pass(Limits.KEPT.plusDays(1));
        MailLab.clean();
        assertThat(MailLab.all()).isEmpty();
    }
}
