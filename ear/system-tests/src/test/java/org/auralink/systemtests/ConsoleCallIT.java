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
    /** The node ends an empty room some seconds after the last one left. */
    private static final double END_LIMIT_MS = 60_000;

    /** A screen picker that stays open. */
    private static final String PICKER_STAYS_OPEN =
            "() => { navigator.mediaDevices.getDisplayMedia = () => new Promise(() => undefined); }";

    @Test
    void twoPeopleMeetOverALinkSeeAndHearEachOtherAndFindTheCallInTheHistory() {
        try (var host = new Person("Ada");
                var guest = new Person("Grace")) {
            host.signUp();
            host.createCall("Engines");
            host.join();
            String link = host.copyLink();
            Screenshots.take(host.page(), "call-alone");

            guest.open(link);
            guest.join();

            host.seesAndHears(1);
            guest.seesAndHears(1);

            host.press("Mute microphone");
            guest.seesOtherMuted(true);
            Screenshots.take(guest.page(), "call");
            host.press("Unmute microphone");
            guest.seesOtherMuted(false);
            Page live = host.inNewTab(host.page().url().replaceFirst("/room.*", ""));
            theCallsPageIsToldLiveHowItIs(live);

            guest.hangUp();
            host.hangUp();
            Screenshots.take(guest.page(), "left-guest");

            host.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See the history"))
                    .click();
            historyShowsBothWithDurations(host.page());
            historyShowsHowItWas(host.page());
            Screenshots.take(host.page(), "history");
            // Whoever is longer than the window is seen whole.
            host.page().getByText("Events").first().click();
            host.page().getByTestId("event").last().scrollIntoViewIfNeeded();
            Screenshots.take(host.page(), "history-events");
        }
    }

    /** Each is measured within seconds of joining, and the page is told without being loaded again. */
    private static void theCallsPageIsToldLiveHowItIs(Page page) {
        assertThat(page.getByTestId("call-quality")).hasAttribute("data-live", "true");
        assertThat(page.getByTestId("quality-row")).hasCount(2);
        assertThat(page.getByTestId("event").filter(new Locator.FilterOptions().setHasText("switched off: microphone")))
                .hasCount(1);
        assertThat(page.locator(".chart canvas")).hasCount(4);
        // With the next report, ten seconds later at most.
        assertThat(page.getByTestId("sent-videos").locator("li").first())
                .containsText("camera, to", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        Screenshots.take(page, "call-live");
        page.close();
    }

    private static void historyShowsHowItWas(Page page) {
        assertThat(page.getByTestId("quality-row")).hasCount(2);
        assertThat(page.getByTestId("quality-row").filter(new Locator.FilterOptions().setHasText("Ada")))
                .containsText("bit/s");
        assertThat(page.getByTestId("event").filter(new Locator.FilterOptions().setHasText("The call ended")))
                .hasCount(1);
        assertThat(page.getByTestId("call-quality")).hasAttribute("data-live", "false");
        assertThat(page.getByTestId("savings").getByTestId("savings-sent")).hasText(Pattern.compile("[1-9].* [kM]B"));
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
    void whoIsInACallWorksItWithTheKeyboardAloneChoosesDevicesAndIsToldWhatDoesNotWork() {
        try (var host = new Person("Mary");
                var guest = new Person("Joan")) {
            host.signUp();
            host.createCall("Orbits");
            String camera = host.choosesLast("Camera");
            String microphone = host.choosesLast("Microphone");
            host.join();
            host.sendsFrom("camera", camera);
            host.sendsFrom("microphone", microphone);
            String link = host.copyLink();
            guest.open(link);
            guest.join();
            guest.seesAndHears(1);

            mutesAndHidesWithTheKeyboard(host, guest);
            changesDevicesDuringTheCall(guest);
            switchesLettersOff(guest);
            opensAndClosesThePeopleList(host);
            theyChat(host, guest);
            choosesWhoIsLarge(host);
            aThirdIsToldThatTheCallIsFull(guest, link);
        }
    }

    private static void mutesAndHidesWithTheKeyboard(Person host, Person guest) {
        guest.seesOtherMuted(false);
        host.tabsTo("Mute microphone");
        host.key("Enter");
        guest.seesOtherMuted(true);
        host.key("m");
        guest.seesOtherMuted(false);
        host.key("v");
        guest.seesOtherCamera(false);
        host.key("v");
        guest.seesOtherCamera(true);

        host.page().evaluate(PICKER_STAYS_OPEN);
        host.key("s");
        assertThat(host.button("Share screen")).hasAttribute("aria-busy", "true");
        host.key("m");
        guest.seesOtherMuted(true);
    }

    private static void changesDevicesDuringTheCall(Person guest) {
        guest.tabsTo("Settings");
        guest.key("Enter");
        guest.sendsFrom("camera", guest.choosesLast("Camera"));
        guest.sendsFrom("microphone", guest.choosesLast("Microphone"));
        Screenshots.take(guest.page(), "settings");
        guest.key("Escape");
        assertThat(guest.dialog()).hasCount(0);
        assertThat(guest.button("Settings")).isFocused();
    }

    private static void switchesLettersOff(Person guest) {
        guest.press("Settings");
        guest.page().getByLabel("Single-key shortcuts").uncheck();
        guest.press("Done");
        guest.key("m");
        // Would be named otherwise, had the key muted.
        guest.press("Mute microphone");
        assertThat(guest.button("Unmute microphone")).isVisible();
    }

    private static void opensAndClosesThePeopleList(Person host) {
        host.press("People");
        assertThat(host.page().getByTestId("person")).hasCount(2);
        Screenshots.take(host.page(), "people");
        host.press("Close people");
        assertThat(host.button("People")).isFocused();
    }

    private static void theyChat(Person host, Person guest) {
        guest.key("Escape");
        guest.press("Chat");
        guest.page()
                .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                .fill("Can you <b>see</b> me?");
        guest.key("Enter");
        assertThat(host.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chat, 1 new")))
                .isVisible();
        host.key("c");
        assertThat(host.page().getByTestId("message")).containsText("Can you <b>see</b> me?");
        host.page()
                .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                .fill("Yes, m and all");
        host.press("Send");
        assertThat(guest.page().getByTestId("message")).hasCount(2);
        // What is typed is no shortcut.
        guest.seesOtherMuted(true);
        Screenshots.take(host.page(), "chat");
        host.key("Escape");
        assertThat(host.button("Chat")).isFocused();
    }

    private static void choosesWhoIsLarge(Person host) {
        host.press("Show the speaker large");
        Locator large = host.page().getByTestId("tile").and(host.page().locator("[data-large=true]"));
        assertThat(large).containsText("Joan");
        assertThat(large.getByTestId("quality")).isVisible();
        Screenshots.take(host.page(), "speaker");
        host.press("Pin Mary (you)");
        assertThat(large).containsText("Mary (you)");
        host.press("Show everyone in a grid");
        assertThat(large).containsText("Mary (you)");
        host.press("Unpin Mary (you)");
        assertThat(large).hasCount(0);
    }

    private static void aThirdIsToldThatTheCallIsFull(Person guest, String link) {
        Page third = guest.lobbyInNewTab(link);
        // As another browser has none, it is another guest; else it would be the same one in another window.
        third.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('auralink-guest-key'))"
                + ".forEach(key => localStorage.removeItem(key))");
        third.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join call"))
                .click();
        assertThat(third.getByRole(AriaRole.ALERT)).containsText("full");
        Screenshots.take(third, "call-full");
    }
}
