package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.ProviderLogins;
import org.auralink.identity.control.oidc.ExternalIdentity;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

/** Whose account it is that a provider vouches for. */
class ProviderAccountsTest {
    private static final String PASSWORD = "correct horse 7";
    private static final Landing HOME = new Landing(URI.create(AccountLab.SITE), Optional.empty());

    private final IdentityLab lab = new IdentityLab();
    private final ProviderLab providers = new ProviderLab(lab, false);
    private final ClientAddress client = IdentityLab.somewhere();
    private final String email = UUID.randomUUID() + "@example.test";
    private final String subject = UUID.randomUUID().toString();

    private ExternalIdentity who(boolean verified) {
        return who("corp", subject, email, verified);
    }

    private static ExternalIdentity who(String provider, String subject, String email, boolean verified) {
        return new ExternalIdentity(
                provider,
                subject,
                email,
                verified,
                Map.of("sub", subject, "email", email, "email_verified", verified, "name", "Ada"));
    }

    private SessionView signIn(ProviderLab at, ExternalIdentity who) {
        NewAccount account = at.signUps().checked(Optional.of(EmailAddress.of(who.email())), who.data());
        return at.accounts.signIn(who, Optional.of(account), client);
    }

    private SessionView signIn(ExternalIdentity who) {
        return signIn(providers, who);
    }

    private static String refusal(Runnable work) {
        return catchThrowableOfType(RefusedException.class, work::run).refusal().code();
    }

    /** Signs up with a password, and opens the mail's link. */
    private SessionView confirmed() {
        unconfirmed();
        String token = AccountLab.letters(email).get(0).parameter("token");
        return ((Verified.SignedIn) providers.accountLab().signIns().openLink(VerificationType.SIGNUP, token, client))
                .session();
    }

    private void unconfirmed() {
        providers.signUps().signUp(new SignUp(email, null, PASSWORD, Map.of()), null, client);
    }

    @Test
    void somebodyNewHasAnAccountWhoseAddressIsConfirmedAndTheSameOneNextTime() {
        SessionView first = signIn(who(true));
        assertThat(first.user().email()).isEqualTo(email);
        assertThat(first.user().emailConfirmedAt()).isEqualTo(lab.clock.instant());
        assertThat(first.user().appMetadata())
                .containsEntry("provider", "corp")
                .containsEntry("providers", List.of("corp"));
        assertThat(first.user().identities()).singleElement().satisfies(identity -> {
            assertThat(identity.provider()).isEqualTo("corp");
            assertThat(identity.id()).isEqualTo(subject);
        });
        SessionView again = signIn(who("corp", subject, "renamed-" + email, false));
        assertThat(again.user().id())
                .as("by the subject alone")
                .isEqualTo(first.user().id());
        assertThat(again.user().email()).isEqualTo(email);
    }

    @Test
    void theSameSubjectAtAnotherProviderIsSomebodyElse() {
        SessionView first = signIn(who(true));
        String other = UUID.randomUUID() + "@example.test";
        ExternalIdentity elsewhere = who("other", subject, other, true);
        NewAccount account = providers.signUps().checked(Optional.of(EmailAddress.of(other)), Map.of());
        SessionView second = providers.accounts.signIn(elsewhere, Optional.of(account), client);
        assertThat(second.user().id()).isNotEqualTo(first.user().id());
    }

    @Test
    void anAddressThatTheProviderHasNotVerifiedOpensNothing() {
        SessionView owner = confirmed();
        assertThat(refusal(() -> signIn(who(false)))).isEqualTo("provider_email_needs_verification");
        assertThat(lab.sessions.user(owner.accessToken()).identities()).hasSize(1);
    }

    @Test
    void aVerifiedAddressJoinsTheAccountWhoseOwnerProvedItToo() {
        SessionView owner = confirmed();
        SessionView session = signIn(who(true));
        assertThat(session.user().id()).isEqualTo(owner.user().id());
        assertThat(session.user().identities()).hasSize(2);
        assertThat(session.user().appMetadata()).containsEntry("providers", List.of("email", "corp"));
        assertThat(AccountLab.letters(email).get(0).words())
                .as("the owner is told")
                .containsEntry("change", "IDENTITY_LINKED");
        assertThat(lab.wiredSignIns()
                        .signIn(new Grant.Password(email, PASSWORD), client)
                        .user()
                        .id())
                .isEqualTo(owner.user().id());
    }

    @Test
    void whoeverSignedUpWithSomebodyElsesAddressIsOutWhenItsOwnerComes() {
        unconfirmed();
        SessionView owner = signIn(who(true));
        assertThat(owner.user().emailConfirmedAt()).isEqualTo(lab.clock.instant());
        assertThat(refusal(() -> lab.wiredSignIns().signIn(new Grant.Password(email, PASSWORD), client)))
                .isEqualTo("invalid_credentials");
    }

    @Test
    void whereAddressesCountAsConfirmedNobodyIsJoinedByOne() {
        var trusting = new ProviderLab(lab, true);
        trusting.signUps().signUp(new SignUp(email, null, PASSWORD, Map.of()), null, client);
        assertThat(refusal(() -> signIn(trusting, who(true)))).isEqualTo("email_exists");
    }

    @Test
    void whereNobodyMaySignUpAProviderMakesNoAccount() {
        assertThat(refusal(() -> providers.accounts.signIn(who(true), Optional.empty(), client)))
                .isEqualTo("signup_disabled");
    }

    private Verified comeBack(Optional<String> accessToken, ExternalIdentity who) {
        ProviderLogins.Begun begun = providers.accounts.begin("corp", HOME, accessToken);
        ProviderLogins.Pending pending = providers.accounts.take(begun.state()).orElseThrow();
        return providers.accounts.arrived(pending, who, Optional.empty(), client);
    }

    @Test
    void whoIsSignedInAddsAProviderToTheirAccountWhateverItsAddress() {
        SessionView owner = confirmed();
        ExternalIdentity work = who("corp", subject, "ada@work.test", false);
        SessionView session = ((Verified.SignedIn) comeBack(Optional.of(owner.accessToken()), work)).session();
        assertThat(session.user().id()).isEqualTo(owner.user().id());
        assertThat(session.user().email()).isEqualTo(email);
        assertThat(refusal(() -> comeBack(Optional.of(owner.accessToken()), work)))
                .isEqualTo("identity_already_exists");

        SessionView stranger = signIn(who("other", subject, "x-" + email, true));
        assertThat(refusal(() -> comeBack(Optional.of(stranger.accessToken()), work)))
                .as("somebody else's")
                .isEqualTo("identity_already_exists");
    }

    @Test
    void theLastWayToSignInStaysAndOthersGoWithWhatOpensThem() {
        SessionView owner = confirmed();
        UUID byMail = owner.user().identities().get(0).identityId();
        assertThat(refusal(() -> providers.accounts.unlink(owner.accessToken(), byMail)))
                .isEqualTo("single_identity_not_deletable");
        signIn(who(true));
        SessionView stranger = signIn(who("other", UUID.randomUUID().toString(), "y-" + email, true));
        assertThat(refusal(() -> providers.accounts.unlink(stranger.accessToken(), byMail)))
                .isEqualTo("identity_not_found");
        providers.accounts.unlink(owner.accessToken(), byMail);
        UserView left = lab.sessions.user(owner.accessToken());
        assertThat(left.identities())
                .singleElement()
                .satisfies(it -> assertThat(it.provider()).isEqualTo("corp"));
        assertThat(left.appMetadata()).containsEntry("provider", "corp");
        assertThat(refusal(() -> lab.wiredSignIns().signIn(new Grant.Password(email, PASSWORD), client)))
                .as("the password went with it")
                .isEqualTo("invalid_credentials");
    }

    @Test
    void aStateComesBackOnceWithinTenMinutes() {
        String state = providers.accounts.begin("corp", HOME, Optional.empty()).state();
        assertThat(providers.accounts.take("another")).isEmpty();
        assertThat(providers.accounts.take(state)).isPresent();
        assertThat(providers.accounts.take(state)).isEmpty();
        String late = providers.accounts.begin("corp", HOME, Optional.empty()).state();
        lab.clock.pass(Duration.ofMinutes(10));
        assertThat(providers.accounts.take(late)).isEmpty();
    }
}
