package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's pages about who one is: the ways in, and the own account. */
class IdentityPagesIT {
    private static final String NEW_PASSWORD = "battery staple 8";

    private static String web() {
        return LocalStack.get().webUrl();
    }

    @Test
    void whoSignsUpWhereAddressesAreConfirmedComesInByTheMail() {
        try (var person = new Person("Annie")) {
            Mailbox mails = new Mailbox(person.email());
            person.page().route("**/auth/v1/signup*", IdentityPagesIT::confirmsByMail);
            person.open(web() + "/sign-up?next=%2Faccount");
            person.fillsSignUp();
            assertThat(person.heading("Look into your mailbox")).isVisible();
            Screenshots.take(person.page(), "sign-up-mail");
            person.page().getByLabel("Code from the mail").fill("000000");
            person.press("Go on");
            assertThat(person.alert()).containsText("This code is wrong, or too old.");

            person.open(mails.next("confirmation").link());

            assertThat(person.heading("Account")).isVisible();
            assertThat(person.page()).hasURL(web() + "/account");
        }
    }

    /** As the server does where it is set so: the account waits for the mail. The shared stack opens accounts at once. */
    private static void confirmsByMail(Route route) {
        JsonObject wish = JsonParser.parseString(route.request().postData()).getAsJsonObject();
        String query = URI.create(route.request().url()).getRawQuery();
        try {
            Api.Answer account = Api.anonymous()
                    .with(SupabaseClientIT.secret("auth.secret.key"))
                    .post(
                            "/auth/v1/admin/users",
                            Map.of(
                                    "email",
                                    wish.get("email").getAsString(),
                                    "password",
                                    wish.get("password").getAsString(),
                                    "user_metadata",
                                    Map.of("name", "Annie")))
                    .expect(200);
            Api.anonymous()
                    .post(
                            "/auth/v1/resend?" + query,
                            Map.of("type", "signup", "email", wish.get("email").getAsString()))
                    .expect(200);
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(account.json().toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoForgotThePasswordChoosesANewOneByTheLinkOfAMail() {
        try (var person = new Person("Frances")) {
            Page page = person.page();
            Mailbox mails = new Mailbox(person.email());
            person.signUp();
            person.press("Sign out");
            person.link("Forgotten it?").click();
            Screenshots.take(page, "forgotten-password");
            page.getByLabel("E-mail").fill(person.email());
            person.press("Send the mail");
            assertThat(person.heading("Look into your mailbox")).isVisible();
            String link = mails.next("recovery").link();
            person.open(link);
            assertThat(person.heading("Choose a new password")).isVisible();
            assertThat(page).hasURL(web() + "/new-password");
            Screenshots.take(page, "new-password");
            page.getByLabel("New password").fill(Person.PASSWORD);
            person.press("Change password");
            assertThat(person.alert()).containsText("This is the password that you have.");
            page.getByLabel("New password").fill(NEW_PASSWORD);
            person.press("Change password");
            assertThat(person.heading("Your password is changed")).isVisible();
            person.link("Go on").click();
            person.seesCalls();
            person.press("Sign out");
            person.open(link);
            assertThat(person.alert()).containsText("This link was used already");
            Screenshots.take(page, "arrived-late");

            person.open(web() + "/sign-in");
            person.signInWith(NEW_PASSWORD);
            person.seesCalls();
        }
    }

    @Test
    void whoWantsNoPasswordComesInByTheCodeOfAMail() {
        try (var person = new Person("Ruth")) {
            person.signUp();
            person.press("Sign out");
            person.link("Get a link by mail").click();
            // The page before it asks for an address, too.
            assertThat(person.heading("Sign in by mail")).isVisible();
            person.page().getByLabel("E-mail").fill(person.email());
            person.press("Send the mail");
            person.page()
                    .getByLabel("Code from the mail")
                    .fill(new Mailbox(person.email()).next("magic_link").code());
            Screenshots.take(person.page(), "sign-in-by-mail");
            person.press("Go on");
            person.seesCalls();
        }
    }

    @Test
    void whatSomebodySaysInALinkIsNotShownAndLeadsNowhere() {
        try (var person = new Person("Mallory")) {
            person.open(web() + "/arrived#error=access_denied&error_code=x&error_description=Call+0800+AURA");
            assertThat(person.alert()).hasText("This did not work. Begin again.");
            person.open(web() + "/arrived?next=https%3A%2F%2Fevil.example#message=You+can+sign+in+again");
            assertThat(person.heading("Your account is open again")).isVisible();
            person.link("Go to sign-in").click();
            assertThat(person.page()).hasURL(web() + "/sign-in");
        }
    }

    @Test
    void aNewAddressCountsWhenBothHaveAgreed() {
        try (var person = new Person("Grace")) {
            Page page = person.page();
            person.signUp();
            person.open(web() + "/account");
            String address = "new-" + person.email();
            page.getByLabel("Name").fill("Grace H.");
            person.press("Save name");
            assertThat(page.getByText("Saved.")).isVisible();
            page.getByLabel("New e-mail").fill(address);
            person.press("Change e-mail");
            assertThat(page.getByText("waits to be confirmed")).isVisible();
            Screenshots.take(page, "account");

            person.open(new Mailbox(person.email()).next("email_change").link());
            assertThat(person.heading("One more mail")).isVisible();
            Screenshots.take(page, "arrived-half");
            person.open(new Mailbox(address).next("email_change").link());

            assertThat(page.getByText("You sign in with " + address)).isVisible();
            assertThat(page.getByLabel("Name")).hasValue("Grace H.");
        }
    }

    @Test
    void anAccountIsGuardedByASecondFactorAndPasskeysAndEndsWhenItsOwnerWants() throws IOException {
        try (var person = new Person("Hedy")) {
            Page page = person.page();
            person.signUp();
            person.open(web() + "/account");
            AuthenticatorApp app = addsApp(person);
            person.press("Sign out");
            signsInWith(person, app);
            person.open(web() + "/account");
            registersPasskey(person);
            person.press("Remove Authenticator app");
            Screenshots.take(page, "factor-remove");
            person.press("Remove it");
            assertThat(page.getByTestId("factor-row")).hasCount(0);
            person.press("Sign out");
            person.press("Use a passkey");
            person.seesCalls();
            endsOtherDevices(person);
            takesDataAlongAndLeaves(person);
        }
    }

    private static AuthenticatorApp addsApp(Person person) {
        person.press("Add an app");
        person.press("Go on");
        Locator key = person.dialog().getByLabel("Or type in this key");
        assertThat(person.page().getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("QR.*"))))
                .isVisible();
        Screenshots.take(person.page(), "factor-add");
        AuthenticatorApp app = new AuthenticatorApp(key.inputValue());
        person.dialog().getByLabel("Code that the app shows now").fill(app.code());
        person.press("Turn on");
        assertThat(person.page().getByTestId("factor-row")).hasCount(1);
        return app;
    }

    private static void signsInWith(Person person, AuthenticatorApp app) {
        assertThat(person.button("Sign in")).isVisible();
        person.signInOnly();
        assertThat(person.heading("One more step")).isVisible();
        Screenshots.take(person.page(), "second-factor");
        Locator code = person.page().getByLabel("Code of your authenticator app");
        code.fill("000000");
        person.press("Go on");
        assertThat(person.alert()).containsText("This code is wrong.");
        person.open(web() + "/calls/0b7c1f0e-1d5f-4a39-9f0e-6f1a3c2b4d5e");
        assertThat(person.heading("One more step")).isVisible();
        person.open(web());
        code.fill(app.code());
        person.press("Go on");
        person.seesCalls();
    }

    private static void registersPasskey(Person person) {
        CDPSession devices = person.page().context().newCDPSession(person.page());
        devices.send("WebAuthn.enable");
        devices.send(
                "WebAuthn.addVirtualAuthenticator", JsonParser.parseString("""
                {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
                  "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true}}
                """).getAsJsonObject());
        person.press("Add a passkey");
        person.dialog().getByLabel("Name").fill("Laptop");
        Screenshots.take(person.page(), "passkey-name");
        person.press("Save");
        assertThat(person.page().getByTestId("passkey-row")).containsText("Laptop");
        person.press("Add a passkey");
        assertThat(person.alert()).containsText("has a passkey for your account already");
    }

    private static void endsOtherDevices(Person person) {
        Api.Answer elsewhere = Api.anonymous()
                .post(
                        "/auth/v1/token?grant_type=password",
                        Map.of("email", person.email(), "password", Person.PASSWORD))
                .expect(200);
        person.open(web() + "/account");
        Locator rows = person.page().getByTestId("device-row");
        assertThat(rows).hasCount(2);
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("This device")))
                .containsText("Chrome on Linux");
        rows.last().scrollIntoViewIfNeeded();
        Screenshots.take(person.page(), "account-devices");
        person.press("Sign out everywhere else");
        assertThat(rows).hasCount(1);
        Api.anonymous().with(elsewhere.text("access_token")).get("/api/v1/me").expect(401);
    }

    private static void takesDataAlongAndLeaves(Person person) throws IOException {
        var file = person.page().waitForDownload(() -> person.press("Download your data"));
        JsonObject data = JsonParser.parseString(Files.readString(file.path())).getAsJsonObject();
        assertThat(data.getAsJsonObject("account").get("email").getAsString()).isEqualTo(person.email());
        assertThat(data.getAsJsonArray("organizations")).hasSize(1);
        assertThat(data.getAsJsonArray("passkeys")).hasSize(1);
        person.press("Delete account");
        assertThat(person.button("Delete my account")).isDisabled();
        person.dialog().getByRole(AriaRole.TEXTBOX).fill(person.email());
        Screenshots.take(person.page(), "account-delete");
        person.press("Delete my account");
        assertThat(person.button("Sign in")).isVisible();
        person.signInOnly();
        assertThat(person.alert()).hasText("E-mail or password is wrong.");
    }
}
