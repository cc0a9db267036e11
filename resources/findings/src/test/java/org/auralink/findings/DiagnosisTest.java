package org.auralink.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is named with the setting or the step that mends it. */
class DiagnosisTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "https://calls.example.org, OK",
        "http://localhost:8080, OK",
        "http://a.localhost, OK",
        "http://127.0.0.1, OK",
        "http://[::1]:1, OK",
        "http://calls.example.org, ERROR",
        "http://192.168.1.5, ERROR"
    })
    void camerasAreForSecureContexts(URI url, Severity severity) {
        Finding found = Diagnosis.publicAddress(url, "the.setting");
        assertThat(found.severity()).isEqualTo(severity);
        assertThat(found.change()).contains(severity == Severity.OK ? "" : "the.setting");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.org, wss://b.example.org, ''",
        "http://localhost, ws://localhost:7880, ''",
        "https://a.example.org, ws://b.example.org, 'A page of https may not connect'",
        "https://a.example.org, wss://localhost, 'their own machine'",
        "http://192.168.1.5, ws://127.0.0.1:7880, 'their own machine'"
    })
    void aPageReachesNodesThatAreNotBehindItAndNotOnlyOnTheServer(URI page, URI node, String said) {
        assertThat(Diagnosis.nodeAddress(page, "ND_1", node, "the.setting")
                        .map(found -> found.found() + found.change())
                        .orElse(""))
                .contains(said)
                .contains(said.isEmpty() ? "" : "the.setting");
    }

    @ParameterizedTest
    @CsvSource({"-1, ERROR, expired", "13, WARNING, good until", "15, OK, good until"})
    void aCertificateIsRenewedBeforeItExpires(int days, Severity severity, String said) {
        Finding found = Diagnosis.certificate(
                "a.example.org", 443, Optional.of(NOW.plus(Duration.ofDays(days))), NOW, "the.setting");
        assertThat(found.severity()).isEqualTo(severity);
        assertThat(found.found()).contains(said);
    }

    @Test
    void whereNoCertificateIsShownTheAddressAndItsSettingAreNamed() {
        Finding found = Diagnosis.certificate("a.example.org", 8443, Optional.empty(), NOW, "the.setting");
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.found()).contains("a.example.org:8443");
        assertThat(found.change()).contains("the.setting");
        assertThat(Diagnosis.port(URI.create("wss://a"))).isEqualTo(443);
    }

    @Test
    void clocksMayDifferALittleToEitherSide() {
        Duration most = Duration.ofSeconds(2);
        for (Duration skew : new Duration[] {most, most.negated(), Duration.ZERO}) {
            assertThat(Diagnosis.clock(Check.NODE_CLOCK, "a", skew, most, "b").severity())
                    .isEqualTo(Severity.OK);
        }
        Finding found = Diagnosis.clock(Check.NODE_CLOCK, "a", Duration.ofMillis(-2001), most, "tokens are refused");
        assertThat(found.found()).isEqualTo("It differs from this machine's by 2001 ms: tokens are refused.");
        assertThat(found.change()).contains("NTP");
    }

    @Test
    void aDiskIsFullBeforeNothingIsLeft() {
        assertThat(Diagnosis.disk(1L << 30, "/var", "Make room.").severity()).isEqualTo(Severity.OK);
        assertThat(Diagnosis.disk((1L << 30) - 1, "/var", "Make room.").change())
                .isEqualTo("Make room.");
    }

    @Test
    void mediaSentToThisMachineGoesNowhere() throws Exception {
        assertThat(Diagnosis.mediaAddress("a", InetAddress.getByName("127.0.0.1"), "the.setting"))
                .hasValueSatisfying(found -> assertThat(found.change()).contains("the.setting"));
        assertThat(Diagnosis.mediaAddress("a", InetAddress.getByName("192.0.2.1"), "the.setting"))
                .isEmpty();
    }

    @Test
    void aFindingIsReadAsItWasWritten() {
        for (Check check : Check.values()) {
            Finding found = Finding.warning(check, "a", "b c", "");
            assertThat(Finding.parse(found.line())).contains(found);
        }
        assertThat(Finding.parse(Finding.ok(Check.DISK, "a\tb", "c\nd").line()))
                .contains(Finding.ok(Check.DISK, "a b", "c d"));
        assertThat(Finding.parse("INFO: something else")).isEmpty();
        assertThat(Finding.parse("disk\tunheard_of\ta\tb\tc")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', missing", "020, needs 021", "021, which this release needs", "022, newer", "x, missing"})
    void aSchemaIsOfThisReleaseOrTheMigratorIsNamed(String applied, String said) {
        assertThat(DatabaseLook.schema(applied, "021").found()).contains(said);
    }

    @Test
    void everyCheckStandsOnThePageOfTheDoctor() throws Exception {
        String page = Files.readString(Path.of("../../docs/operating/doctor.md"));
        assertThat(Check.values()).allSatisfy(check -> assertThat(page).contains("`" + check.id() + "`"));
    }
}
