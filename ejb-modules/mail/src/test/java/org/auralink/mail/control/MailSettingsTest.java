package org.auralink.mail.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may say of mail. */
class MailSettingsTest {
    private static final String LOCAL = "http://localhost:8080";

    private static MailSettings with(String publicUrl, String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("auralink.public.url", publicUrl));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("auralink.mail." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return MailSettings.from(Settings.of((Config) Proxy.newProxyInstance(
                MailSettingsTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get((String) arguments[0])))));
    }

    @Test
    void withoutAWordMailWaits() {
        assertThat(with("https://meet.example.org").way()).isEqualTo(new MailSettings.Nowhere());
        assertThat(with("https://meet.example.org").sender().getAddress()).isEqualTo("no-reply@meet.example.org");
        assertThat(with("http://127.0.0.1:8080").sender().getAddress()).isEqualTo("no-reply@[127.0.0.1]");
    }

    @Test
    void aMailServerIsSpokenToWithStartTlsUnlessSomebodySaysOtherwise() {
        var server = new SmtpServer("mail.example.org", 587, SmtpServer.Security.STARTTLS, "", "", 10_000);
        assertThat(with(LOCAL, "smtp.host", "mail.example.org").way()).isEqualTo(new MailSettings.ToServer(server));
        assertThat(with(LOCAL, "from", "Gespräche <x@example.org>").sender().getPersonal())
                .isEqualTo("Gespräche");
    }

    @Test
    void mailsAreKeptOnTheMachineItselfOnlyAndNotBesideAMailServer() {
        assertThat(with(LOCAL, "mailbox", "true").way()).isEqualTo(new MailSettings.ToMailbox());
        assertThatThrownBy(() -> with(LOCAL, "mailbox", "true", "smtp.host", "localhost"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.mail.mailbox");
        for (String elsewhere : new String[] {
            "https://meet.example.org",
            "http://192.168.1.5:8080",
            "http://localhost.evil.test",
            "http://127.0.0.1.evil.test"
        }) {
            assertThatThrownBy(() -> with(elsewhere, "mailbox", "true"))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("auralink.mail.mailbox");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.host, a b",
        "smtp.security, maybe",
        "smtp.port, 70000",
        "smtp.timeout, 1",
        "from, nobody",
        "from, 'a@example.org, b@example.org'",
        "mailbox, yes"
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> with(LOCAL, "smtp.host", "localhost", name, value))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.mail." + name);
    }

    @Test
    void whoLogsInHasAPassword() {
        assertThatThrownBy(() -> with(LOCAL, "smtp.host", "localhost", "smtp.user", "ours"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.mail.smtp.password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "auralink.localhost", "127.0.0.1", "127.8.9.1", "[::1]", "::1", "LOCALHOST"})
    void thisMachineHasTheseNames(String host) {
        assertThat(ThisMachine.isNamedBy(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost.",
                "example.org",
                "10.0.0.1",
                "0.0.0.0",
                "::",
                "127.0.0.1.example.org",
                "1127.0.0.1"
            })
    void othersDoNot(String host) {
        assertThat(ThisMachine.isNamedBy(host)).isFalse();
    }
}
