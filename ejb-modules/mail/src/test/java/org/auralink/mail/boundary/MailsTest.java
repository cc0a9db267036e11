package org.auralink.mail.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.MailKind;
import org.auralink.mail.entity.MailStatus;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down in the transaction of what a mail tells. */
class MailsTest {
    static final String LINK = "https://example.test/auth/v1/verify?token=abc&type=recovery";
    private static final Duration HOUR = Duration.ofHours(1);

    @BeforeEach
    void nothing() {
        MailLab.startOver();
    }

    /** One of each kind. */
    static Stream<Mail.Content> contents() {
        return Stream.of(
                new Mail.Confirmation(LINK, "123456"),
                new Mail.Recovery(LINK, "123456"),
                new Mail.MagicLink(LINK, "123456"),
                new Mail.Invitation(LINK, "123456"),
                new Mail.EmailChange(LINK, "123456", "new@example.test"),
                new Mail.Reauthentication("123456"),
                new Mail.MemberInvitation(LINK, "Ärzte & Co", "Ada <b>", "moderator"),
                new Mail.UnlockAccount(LINK),
                new Mail.ContactRequest(LINK, "Ada <b>"),
                new Mail.ContactCall(LINK, "Ada <b>"),
                new Mail.Notice(Mail.Change.PASSWORD_CHANGED));
    }

    @Test
    void everyKindOfMailWaitsInTheOutboxWithItsWords() {
        // More than may wait for one of them.
        contents().forEach(content -> MailLab.send(new Mail(addressOf(content), content, HOUR)));
        assertThat(MailLab.all())
                .hasSize(MailKind.values().length)
                .hasSize(Mail.Content.class.getPermittedSubclasses().length)
                .allSatisfy(mail -> {
                    assertThat(mail.recipient()).endsWith("@example.test");
                    assertThat(mail.status()).isEqualTo(MailStatus.PENDING);
                    assertThat(mail.createdAt()).isEqualTo(MailLab.START);
                });
        assertThat(MailLab.all())
                .filteredOn(mail -> mail.kind() == MailKind.MEMBER_INVITATION)
                .singleElement()
                .satisfies(mail -> assertThat(mail.content())
                        .isEqualTo(Map.of(
                                "link",
                                LINK,
                                "organization",
                                "Ärzte & Co",
                                "inviter",
                                "Ada <b>",
                                "role",
                                "moderator")));
    }

    private static String addressOf(Mail.Content content) {
        return content.getClass().getSimpleName() + "@example.test";
    }

    @Test
    void whatIsRolledBackIsNeverSent() {
        assertThatThrownBy(() -> MailLab.inTransaction(entityManager -> {
                    MailLab.mails(entityManager).send(recovery("ada@example.test"));
                    throw new IllegalStateException("something else went wrong");
                }))
                .hasMessage("something else went wrong");
        assertThat(MailLab.all()).isEmpty();
    }

    @Test
    void notMoreThanAFewWaitForOneAddress() {
        for (int sent = 0; sent < Limits.WAITING_PER_RECIPIENT; sent++) {
            MailLab.send(recovery("ada@example.test"));
        }
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> MailLab.send(recovery("ada@example.test")));
        assertThat(refused.refusal().code()).isEqualTo("over_email_send_rate_limit");
        MailLab.send(recovery("bob@example.test"));
        assertThat(MailLab.all()).hasSize(Limits.WAITING_PER_RECIPIENT + 1);
    }

    @Test
    void whatIsWrittenForNobodyNamesNobodyIsNeverSentAndGoesWithTheNextCleaning() {
        MailLab.inTransaction(entityManager -> {
            MailLab.mails(entityManager).pretend(new Mail.Recovery(LINK, "123456"));
            return true;
        });
        assertThat(MailLab.all()).singleElement().satisfies(mail -> {
            assertThat(mail.recipient()).isEmpty();
            assertThat(mail.content()).isEmpty();
            assertThat(mail.status()).isEqualTo(MailStatus.SENT);
        });
        assertThat(MailLab.take()).isEmpty();
        MailLab.CLOCK.pass(Duration.ofSeconds(1));
        MailLab.clean();
        assertThat(MailLab.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@example.test\r\nBcc: eve@example.test",
                "ada@example.test, eve@example.test",
                "Ada <ada@example.test>",
                "ada@eve@example.test",
                "ädä@example.test",
                "ada@[127.0.0.1]"
            })
    void whatIsNoAddressIsNoRecipient(String recipient) {
        assertThatIllegalArgumentException().isThrownBy(() -> MailLab.send(recovery(recipient)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "javascript:alert(1)", "data:text/html,x", "https://example.test/\r\nx", "//example.test"})
    void aLinkIsOneOfTheWeb(String link) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailLab.send(new Mail("ada@example.test", new Mail.UnlockAccount(link), HOUR)));
    }

    @Test
    void aMailPrintsNothingOfWhatIsInIt() {
        contents()
                .map(content -> new Mail("ada@example.test", content, HOUR))
                .forEach(mail -> assertThat(mail + " " + mail.content())
                        .doesNotContain("ada@")
                        .doesNotContain("123456")
                        .doesNotContain("https"));
    }

    private static Mail recovery(String recipient) {
        return new Mail(recipient, new Mail.Recovery(LINK, "123456"), HOUR);
    }
}
