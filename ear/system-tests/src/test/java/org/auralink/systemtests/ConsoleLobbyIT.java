package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The host of a call and a guest, each in a browser: who comes in, and what becomes of them. */
class ConsoleLobbyIT {
    /** With the host's own session, as the console asks. */
    private static final String AUDIT = """
            async () => {
              const session = JSON.parse(localStorage.getItem('auralink-session'));
              const headers = { authorization: `Bearer ${session.access_token}` };
              const answer = await fetch('/api/v1/audit?limit=50', { headers });
              return (await answer.json()).items.map((event) => event.action).filter((action) => action.startsWith('call.'));
            }
            """;

    @Test
    void aGuestWaitsIsLetInIsMutedAndRemovedAndDoesNotComeBackAndALockedCallTakesNobody() {
        try (var host = new Person("Ada");
                var guest = new Person("Grace")) {
            host.signUp();
            createsCallWithLobby(host);
            host.join();
            String link = host.copyLink();

            knocks(guest, link);
            isLetInByTheKeyboardAlone(host, guest);
            isMutedAndSharesOnceLet(host, guest);
            isRemovedAndDoesNotComeBack(host, guest);

            // Another browser is another guest.
            guest.page().evaluate("() => localStorage.clear()");
            findsTheCallLocked(host, guest, link);
            isRefused(host, guest);
            host.hangUp();
            theAuditShowsAllOfIt(host);
        }
    }

    private static void createsCallWithLobby(Person host) {
        host.press("New call");
        host.dialog().getByLabel("Name").fill("Engines");
        host.dialog().getByLabel("Who waits in the lobby").selectOption("guests");
        Screenshots.take(host.page(), "new-call-lobby");
        host.press("Create call");
        host.page().waitForURL(Pattern.compile(".*/calls/[^/]+/lobby"));
    }

    private static void knocks(Person guest, String link) {
        guest.open(link);
        asksToJoin(guest);
        assertThat(guest.page().getByTestId("waiting")).containsText("Waiting to be let in");
        Screenshots.take(guest.page(), "lobby-waiting");
    }

    private static void asksToJoin(Person guest) {
        assertThat(guest.page().getByTestId("preview-video")).isVisible();
        guest.page().getByLabel("Your name").fill("Grace");
        guest.press("Join call");
    }

    private static void isLetInByTheKeyboardAlone(Person host, Person guest) {
        assertThat(host.page().getByTestId("knock")).containsText("Grace waits to be let in.");
        Screenshots.take(host.page(), "lobby-knock");
        host.press("Show");
        assertThat(host.page().getByTestId("knocking")).hasCount(1);
        Screenshots.take(host.page(), "lobby-people");
        host.tabsTo("Let Grace in");
        host.key("Enter");
        assertThat(guest.page().getByTestId("call")).isVisible();
        assertThat(host.page().getByTestId("knocking")).hasCount(0);
        host.seesAndHears(1);
    }

    private static void isMutedAndSharesOnceLet(Person host, Person guest) {
        assertThat(guest.button("Share screen")).hasCount(0);
        host.press("What to do with Grace");
        Screenshots.take(host.page(), "person-actions");
        host.press("Mute");
        assertThat(guest.button("Unmute microphone")).isVisible();
        host.seesOtherMuted(true);

        host.press("What to do with Grace");
        host.press("Let them share their screen");
        assertThat(guest.button("Share screen")).isVisible();
    }

    private static void isRemovedAndDoesNotComeBack(Person host, Person guest) {
        host.press("What to do with Grace");
        host.press("Remove…");
        Screenshots.take(host.page(), "person-remove");
        host.dialog()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Remove").setExact(true))
                .click();
        assertThat(guest.page().getByTestId("after-call")).containsText("You were removed from the call.");
        guest.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Join again"))
                .click();
        asksToJoin(guest);
        assertThat(guest.page().getByTestId("not-let-in")).hasAttribute("data-code", "removed_from_call");
        Screenshots.take(guest.page(), "lobby-removed");
    }

    private static void findsTheCallLocked(Person host, Person guest, String link) {
        Locator lock = host.page().getByRole(AriaRole.SWITCH);
        lock.click();
        assertThat(lock).isChecked();
        guest.open(link);
        asksToJoin(guest);
        assertThat(guest.page().getByTestId("not-let-in")).hasAttribute("data-code", "call_locked");
        Screenshots.take(guest.page(), "lobby-locked");
        lock.click();
        assertThat(lock).not().isChecked();
    }

    private static void isRefused(Person host, Person guest) {
        guest.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back"))
                .click();
        asksToJoin(guest);
        assertThat(guest.page().getByTestId("waiting")).isVisible();
        host.press("Refuse Grace");
        assertThat(guest.page().getByTestId("not-let-in")).hasAttribute("data-code", "lobby_denied");
        Screenshots.take(guest.page(), "lobby-denied");
    }

    private static void theAuditShowsAllOfIt(Person host) {
        assertThat((List<?>) host.page().evaluate(AUDIT))
                .isEqualTo(List.of(
                        "call.lobby_denied",
                        "call.unlocked",
                        "call.locked",
                        "call.participant_removed",
                        "call.role_changed",
                        "call.lobby_admitted"));
    }
}
