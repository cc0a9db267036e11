package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.mail.entity.MailKind;
import org.auralink.mail.entity.QueuedMail;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.junit.jupiter.api.Test;

/** Links and invitations that a back end has made. */
class AdminLinksTest {
    private final IdentityLab lab = new IdentityLab();
    private final UserAdministration administration = new AdminLab(lab).administration;
    private final ClientAddress backEnd = IdentityLab.somewhere();
    private final String email = UUID.randomUUID() + "@example.test";

    private LinkView link(String type, String address, String newEmail) {
        String password = "signup".equals(type) ? "correct horse 7" : null;
        return administration.link(
                new LinkWish(
                        type, address, password, newEmail, Map.of("name", "Ada"), "https://app.example.test/in?a=b"),
                null,
                backEnd);
    }

    private UserView confirmed(String address) {
        return administration.create(
                new AdminWish(null, address, null, null, null, true, null, null, null, null, null), backEnd);
    }

    private Optional<OneTimeTokens.Redeemed> redeem(LinkView link, OneTimeTokenKind kind) {
        OneTimeTokens tokens = new OneTimeTokens(IdentityLab.LIMITS.mailed().link());
        return IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return tokens.redeemToken(em, Set.of(kind), link.hashedToken(), lab.clock.instant());
        });
    }

    @Test
    void aLinkToSignUpMakesTheAccountAndProvesItsAddress() {
        LinkView link = link("signup", email, null);
        assertThat(link.user().email()).isEqualTo(email);
        assertThat(link.user().emailConfirmedAt()).isNull();
        assertThat(link.user().userMetadata()).containsEntry("name", "Ada");
        assertThat(link.verificationType()).isEqualTo("signup");
        assertThat(link.redirectTo()).isEqualTo("https://app.example.test/in?a=b");
        assertThat(link.emailOtp()).matches("[0-9]{6}");
        assertThat(link.actionLink())
                .isEqualTo(AccountLab.SETTINGS.authUrl() + "/verify?token=" + link.hashedToken()
                        + "&type=signup&redirect_to=https%3A%2F%2Fapp.example.test%2Fin%3Fa%3Db");
        assertThat(redeem(link, OneTimeTokenKind.CONFIRMATION))
                .hasValueSatisfying(redeemed -> assertThat(redeemed.user().value())
                        .isEqualTo(link.user().id()));
        assertThat(redeem(link, OneTimeTokenKind.CONFIRMATION)).as("once").isEmpty();
    }

    @Test
    void aLinkToSignInIsOneToSignUpWhereThereIsNoAccount() {
        assertThat(link("magiclink", email, null).verificationType()).isEqualTo("signup");
        String known = UUID.randomUUID() + "@example.test";
        UserView user = confirmed(known);
        for (String type : List.of("magiclink", "recovery")) {
            LinkView link = link(type, known, null);
            assertThat(link.verificationType()).isEqualTo(type);
            assertThat(link.user().id()).isEqualTo(user.id());
            assertThat(link.user().recoverySentAt()).isEqualTo(lab.clock.instant());
            assertThat(redeem(link, OneTimeTokenKind.RECOVERY)).isPresent();
        }
    }

    @Test
    void bothLinksOfAChangeOfTheAddressHold() {
        UserView user = confirmed(email);
        String wish = UUID.randomUUID() + "@example.test";
        LinkView present = link("email_change_current", email, wish);
        LinkView future = link("email_change_new", email, wish);
        assertThat(future.user().newEmail()).isEqualTo(wish);
        assertThat(future.user().email()).isEqualTo(email);
        assertThat(future.actionLink()).contains("&type=email_change&");
        assertThat(redeem(present, OneTimeTokenKind.EMAIL_CHANGE_CURRENT))
                .hasValueSatisfying(it -> assertThat(it.address().value()).isEqualTo(email));
        assertThat(redeem(future, OneTimeTokenKind.EMAIL_CHANGE_NEW)).hasValueSatisfying(it -> {
            assertThat(it.address().value()).isEqualTo(wish);
            assertThat(it.user().value()).isEqualTo(user.id());
        });
        refused("validation_failed", () -> link("email_change_new", email, null));
        String taken = UUID.randomUUID() + "@example.test";
        confirmed(taken);
        refused("email_exists", () -> link("email_change_new", email, taken));
    }

    @Test
    void linksThatMakeNoSenseAreRefused() {
        refused("user_not_found", () -> link("recovery", email, null));
        refused("user_not_found", () -> link("email_change_current", email, "x@example.test"));
        refused("validation_failed", () -> link("phone_change", email, null));
        refused("validation_failed", () -> link(null, email, null));
        refused("validation_failed", () -> link("invite", null, null));
        refused(
                "validation_failed",
                () -> administration.link(new LinkWish("signup", email, null, null, null, null), null, backEnd));
        confirmed(email);
        refused("email_exists", () -> link("signup", email, null));
        refused("email_exists", () -> link("invite", email, null));
        refused("email_exists", () -> administration.invite(email, null, null, backEnd));
    }

    @Test
    void anInvitationIsSentAndMayBeSentAgain() {
        UserView invited = administration.invite(email, Map.of("name", "Ada"), "https://app.example.test", backEnd);
        assertThat(invited.invitedAt()).isEqualTo(lab.clock.instant());
        assertThat(invited.emailConfirmedAt()).isNull();
        UserView again = administration.invite(email, null, "x".repeat(5_000), backEnd);
        assertThat(again.id()).isEqualTo(invited.id());
        List<QueuedMail> sent = IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return em.createQuery("select m from QueuedMail m where m.recipient = :email", QueuedMail.class)
                    .setParameter("email", email)
                    .getResultList();
        });
        assertThat(sent).hasSize(2).allSatisfy(mail -> assertThat(mail.kind()).isEqualTo(MailKind.INVITATION));
    }

    private static void refused(String code, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }
}
