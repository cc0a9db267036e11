package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's page of contacts, as who asks and who is asked meet it. */
class ContactPagesIT {
    private static String contacts() {
        return LocalStack.get().webUrl() + "/contacts";
    }

    @Test
    void twoPeopleWhoAgreeCallEachOtherWithOneClick() {
        try (var ada = new Person("Ada");
                var grace = new Person("Grace")) {
            ada.signUp();
            grace.signUp();
            asks(ada, grace);
            agrees(grace);
            keepsOrder(ada);
            calls(ada, grace);
            keepsAway(grace);
        }
    }

    private static void asks(Person ada, Person grace) {
        ada.link("Contacts").click();
        assertThat(ada.heading("No contacts yet")).isVisible();
        Screenshots.take(ada.page(), "contacts-empty");
        ada.press("Add contact");
        ada.dialog().getByLabel("AuraID or e-mail").fill("@nobody-of-that-name.aura");
        ada.press("Ask them");
        assertThat(ada.alert()).containsText("There is nobody with this AuraID.");
        Screenshots.take(ada.page(), "contact-add");
        ada.dialog().getByLabel("AuraID or e-mail").fill(grace.email());
        ada.press("Ask them");
        assertThat(ada.page().getByTestId("contact-row")).hasAttribute("data-status", "requested");
        assertThat(ada.page().getByTestId("contact-row")).containsText(grace.email());
    }

    private static void agrees(Person grace) {
        grace.open(new Mailbox(grace.email()).next("contact_request").link());
        assertThat(grace.page()).hasURL(contacts());
        assertThat(grace.page().getByTestId("contact-request")).containsText("Ada");
        Screenshots.take(grace.page(), "contact-request");
        grace.press("Accept Ada");
        assertThat(grace.page().getByTestId("contact-row")).hasAttribute("data-status", "accepted");
        assertThat(grace.page().getByTestId("contact-request")).hasCount(0);
    }

    private static void keepsOrder(Person ada) {
        Page page = ada.page();
        page.reload();
        assertThat(page.getByTestId("contact-row")).containsText("Grace");
        ada.press("Grace is a favourite");
        assertThat(ada.button("Grace is a favourite")).hasAttribute("aria-pressed", "true");
        ada.press("Edit Grace");
        ada.dialog().getByLabel("Tags").fill("chess club, work");
        Screenshots.take(page, "contact-edit");
        ada.press("Save");
        ada.press("Show all with the tag chess club");
        assertThat(page.getByTestId("contact-row")).hasCount(1);
        page.getByLabel("Search contacts").fill("Grase");
        assertThat(page.getByTestId("contact-row")).containsText("Grace");
        Screenshots.take(page, "contacts");
        page.getByLabel("Search contacts").fill("Linus");
        assertThat(page.getByText("Nobody like that is among your contacts.")).isVisible();
        page.getByLabel("Search contacts").fill("");
        page.route("**/api/v1/contacts?*", Route::abort);
        page.getByLabel("Which contacts").selectOption("Favourites");
        assertThat(ada.alert()).isVisible();
        Screenshots.take(page, "contacts-failed");
        page.unroute("**/api/v1/contacts?*");
        ada.press("Try again");
        assertThat(page.getByTestId("contact-row")).hasCount(1);
    }

    private static void calls(Person ada, Person grace) {
        ada.press("Call Grace");
        ada.page().waitForURL(Pattern.compile(".*/calls/[^/]+/lobby"));
        String link = new Mailbox(grace.email()).next("contact_call").link();
        assertThat(link).startsWith(LocalStack.get().webUrl() + "/join/");
        grace.open(link);
        assertThat(grace.heading("Ada and Grace")).isVisible();
    }

    private static void keepsAway(Person grace) {
        grace.open(contacts());
        grace.press("Edit Ada");
        grace.press("Block");
        assertThat(grace.page().getByTestId("contact-row")).hasAttribute("data-status", "blocked");
        assertThat(grace.button("Call Ada")).hasCount(0);
        grace.press("Edit Ada");
        grace.press("Unblock");
        assertThat(grace.page().getByTestId("contact-row")).hasAttribute("data-status", "accepted");
        grace.press("Edit Ada");
        grace.press("Remove");
        grace.press("Remove");
        assertThat(grace.heading("No contacts yet")).isVisible();
    }
}
