package org.auralink.mail.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.auralink.mail.entity.MailKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How mails read. */
class MailFormTest {
    private static final String LINK = "https://example.test/verify?token=a&type=b";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202E https://evil.test/ www.evil.test";

    private static final MailForm.Maker FORMS = new MailForm.Maker(new MailSettings(
            new MailSettings.ToMailbox(), new InternetAddress(), "Acme & Co", URI.create("https://example.test")));

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void everyKindHasASubjectATextAndHtmlWithoutAnythingFromElsewhere(MailKind kind) {
        MailForm form = FORMS.of(
                kind,
                Map.of(
                        "link", LINK,
                        "code", "123456",
                        "address", HOSTILE,
                        "organization", HOSTILE,
                        "inviter", HOSTILE,
                        "role", HOSTILE,
                        "change", HOSTILE),
                Duration.ofHours(1));
        assertThat(form.subject()).isNotBlank().doesNotContain("\n").doesNotContain("\u202E");
        assertThat(form.text())
                .contains("Acme & Co")
                .doesNotContain("evil.test")
                .doesNotContain("https://evil");
        assertThat(form.html())
                .contains("Acme &amp; Co")
                .doesNotContain("<img")
                .doesNotContain("evil.test/")
                .doesNotContainPattern("(?i)<(script|link|style|iframe|form|object|embed|base|meta http)")
                .doesNotContainPattern("(?i)<[^>]*(src|background|url)\\s*[=(]");
        if (form.link() != null) {
            assertThat(form.text()).contains(LINK);
            assertThat(form.html()).contains("href=\"https://example.test/verify?token=a&amp;type=b\"");
        }
        if (form.code() != null) {
            assertThat(form.text()).contains("123456");
            assertThat(form.html()).contains("123456");
        }
    }

    @Test
    void howLongALinkWorksIsSaidInTheUnitThatPeopleCountIn() {
        Map<Duration, String> times = Map.of(
                Duration.ofSeconds(30), "for a minute",
                Duration.ofMinutes(60), "for 60 minutes",
                Duration.ofHours(24), "for 24 hours",
                Duration.ofDays(7), "for 7 days");
        times.forEach((validity, words) -> assertThat(FORMS.of(MailKind.UNLOCK_ACCOUNT, Map.of("link", LINK), validity)
                        .text())
                .contains(words));
    }
}
