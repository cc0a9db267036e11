package org.auralink.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.auralink.identity.boundary.VerificationType;
import org.auralink.identity.boundary.Verified;
import org.auralink.shared.Refusal;
import org.junit.jupiter.api.Test;

class RedirectTest {
    private static final Refusal EXPIRED = new Refusal.Forbidden("otp_expired", "Email link is invalid or has expired");

    @Test
    void aCodeStandsInTheQueryBesideWhatIsThere() {
        Verified verified = new Verified.ForClient("c0de");
        assertThat(new Redirect(URI.create("https://a.example/x?y=1#z")).after(verified, VerificationType.RECOVERY))
                .hasToString("https://a.example/x?y=1&code=c0de");
        assertThat(new Redirect(URI.create("app://sign-in")).after(verified, VerificationType.RECOVERY))
                .hasToString("app://sign-in?code=c0de");
    }

    @Test
    void whyALinkWasRefusedStandsInTheFragmentAndForAClientInTheQueryToo() {
        String reason =
                "error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+expired";
        Redirect redirect = new Redirect(URI.create("https://a.example/"));
        assertThat(redirect.after(EXPIRED, false)).hasToString("https://a.example/#" + reason + "&sb=");
        assertThat(redirect.after(EXPIRED, true)).hasToString("https://a.example/?" + reason + "#" + reason + "&sb=");
        assertThat(redirect.after(new Refusal.Invalid("x", "a&b=c#d", List.of()), false))
                .hasToString(
                        "https://a.example/#error=invalid_request&error_code=x&error_description=a%26b%3Dc%23d&sb=");
        assertThat(redirect.after(new Refusal.Unprocessable("email_exists", "taken", List.of()), false))
                .hasToString("https://a.example/#error_code=email_exists&error_description=taken&sb=");
    }

    @Test
    void thatOneOfTwoAddressesAgreedIsTold() {
        assertThat(new Redirect(URI.create("https://a.example/"))
                        .after(new Verified.HalfWay(), VerificationType.EMAIL_CHANGE)
                        .getFragment())
                .startsWith("message=Confirmation+link+accepted");
    }

    @Test
    void whatIsOverInAMomentIsNoReasonToSendSomebodyAway() {
        assertThat(Redirect.isTold(EXPIRED)).isTrue();
        assertThat(Redirect.isTold(Refusal.rateLimited("slowly", Duration.ofSeconds(1))))
                .isFalse();
        assertThat(Redirect.isTold(Refusal.unavailable("The database", Duration.ofSeconds(1))))
                .isFalse();
    }
}
