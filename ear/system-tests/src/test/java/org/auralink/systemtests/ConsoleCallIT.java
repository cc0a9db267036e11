package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two people, two browsers, the console, and nothing else. */
class ConsoleCallIT {
    /** The node ends an empty room 20 s after the last one left. */
    private static final double END_LIMIT_MS = 60_000;

    @Test
    void twoPeopleMeetOverALinkSeeAndHearEachOtherAndFindTheCallInTheHistory() {
        try (var host = new Person("Ada");
                var guest = new Person("Grace")) {
            host.signUp();
            host.createCall("Engines");
            host.join();
            String link = host.copyLink();

            guest.open(link);
            guest.join();

            host.seesAndHears(1);
            guest.seesAndHears(1);

            host.press("Mute microphone");
            guest.seesOtherMuted(true);
            Screenshots.take(guest.page(), "call");
            host.press("Unmute microphone");
            guest.seesOtherMuted(false);

            guest.hangUp();
            host.hangUp();
            Screenshots.take(guest.page(), "left-guest");

            host.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See the history"))
                    .click();
            historyShowsBothWithDurations(host.page());
            Screenshots.take(host.page(), "history");
        }
    }

    private static void historyShowsBothWithDurations(Page page) {
        assertThat(page.getByTestId("call-status"))
                .hasAttribute(
                        "data-status", "ended", new LocatorAssertions.HasAttributeOptions().setTimeout(END_LIMIT_MS));
        Locator rows = page.getByTestId("participant-row");
        assertThat(rows).hasCount(2);
        for (String name : new String[] {"Ada", "Grace"}) {
            Locator row = rows.filter(new Locator.FilterOptions().setHasText(name));
            assertThat(row).not().containsText("In the call");
            assertThat(row.getByTestId("participant-duration")).hasText(Pattern.compile(".*[1-9].*"));
        }
    }

    @Test
    void everyPageStandsAtBothWidthsAndInBothThemes() {
        try (var person = new Person("Hedy")) {
            String web = LocalStack.get().webUrl();
            person.open(web + "/sign-in");
            assertThat(person.page().getByLabel("E-mail")).isVisible();
            Screenshots.take(person.page(), "sign-in");
            person.open(web + "/sign-up");
            assertThat(person.page().getByLabel("Name")).isVisible();
            Screenshots.take(person.page(), "sign-up");
            person.signUp();
            assertThat(person.page().getByText("No calls yet")).isVisible();
            Screenshots.take(person.page(), "calls-empty");
            person.createCall("Frequency hopping");
            assertThat(person.page().getByTestId("preview-video")).isVisible();
            Screenshots.take(person.page(), "lobby");
            person.open(web);
            assertThat(person.page().getByTestId("call-row")).hasCount(1);
            Screenshots.take(person.page(), "calls");
            person.press("New call");
            Screenshots.take(person.page(), "new-call");
            person.open(web + "/join/AAAAAAAAAAAAAAAAAAAAAA");
            assertThat(person.page().getByText("There is no such call")).isVisible();
            Screenshots.take(person.page(), "no-such-call");
            person.open(web + "/nowhere/at/all");
            assertThat(person.page().getByText("Nothing here")).isVisible();
            Screenshots.take(person.page(), "not-found");
        }
    }
}
