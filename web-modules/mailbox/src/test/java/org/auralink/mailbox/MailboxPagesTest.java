package org.auralink.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.auralink.mail.boundary.KeptMail;
import org.junit.jupiter.api.Test;

/** What a page of the mailbox shows, whatever is in the mails. */
class MailboxPagesTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&";

    private static final KeptMail MAIL = new KeptMail(
            "00000000-0000-4000-8000-000000000001",
            "ada@example.test",
            "recovery",
            HOSTILE,
            "text " + HOSTILE,
            "<p>html</p>",
            "http://localhost:8080/auth/v1/verify?token=a&type=recovery",
            "123456",
            Instant.parse("2026-03-01T10:00:00Z"));

    @Test
    void aMailCanBeClickedAndItsCodeRead() {
        assertThat(MailboxPages.mail(MAIL))
                .contains("href=\"http://localhost:8080/auth/v1/verify?token=a&amp;type=recovery\"")
                .contains(">123456<")
                .contains("ada@example.test")
                .contains("2026-03-01 10:00:00 UTC")
                .doesNotContain("<script>");
    }

    @Test
    void theListLeadsToEachMail() {
        assertThat(MailboxPages.list(List.of(MAIL)))
                .contains("href=\"/dev/mailbox/00000000-0000-4000-8000-000000000001\"")
                .doesNotContain("<script>");
        assertThat(MailboxPages.list(List.of())).contains("There are none yet.");
    }

    @Test
    void pagesMayDoNothingButLookLikeThemselves() {
        assertThat(MailboxPages.POLICY)
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe")
                .doesNotContain("script-src");
        assertThat(MailboxPages.POLICY_OF_MAILS)
                .startsWith("default-src 'none'")
                .contains("sandbox");
    }
}
