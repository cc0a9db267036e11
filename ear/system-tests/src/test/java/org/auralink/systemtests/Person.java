package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/** Somebody at the console in a browser of their own: does what a person does, sees what a person sees. */
final class Person implements AutoCloseable {
    private static final Duration MEDIA_LIMIT = Duration.ofSeconds(15);

    /** Sums over everything that comes in from other people. */
    private static final String RECEIVED = """
            async () => {
              const sum = { frames: 0, energy: 0, people: 0 };
              const room = window.__auralinkRoom;
              if (!room) return JSON.stringify(sum);
              for (const person of room.remoteParticipants.values()) {
                sum.people++;
                for (const publication of person.trackPublications.values()) {
                  const report = await publication.track?.getRTCStatsReport();
                  for (const stat of report?.values() ?? []) {
                    if (stat.type !== 'inbound-rtp') continue;
                    sum.frames += stat.framesDecoded ?? 0;
                    sum.energy += stat.totalAudioEnergy ?? 0;
                  }
                }
              }
              return JSON.stringify(sum);
            }
            """;

    private final Browser browser = new Browser();
    private final String name;

    Person(String name) {
        this.name = name;
        // The console hands out its room for measurements when asked to.
        page().addInitScript("localStorage.setItem('auralink:debug', '1')");
    }

    Page page() {
        return browser.page();
    }

    void signUp() {
        open(LocalStack.get().webUrl() + "/sign-up");
        page().getByLabel("Name").fill(name);
        page().getByLabel("E-mail").fill(UUID.randomUUID() + "@example.org");
        page().getByLabel("Password").fill("correct horse 7");
        button("Create account").click();
        assertThat(page().getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName("Calls").setExact(true)))
                .isVisible();
    }

    /** From the calls page into the lobby of a new call. */
    void createCall(String callName) {
        button("New call").first().click();
        Locator dialog = page().getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill(callName);
        button("Create call").click();
        page().waitForURL(Pattern.compile(".*/calls/[^/]+/lobby"));
    }

    void open(String url) {
        page().navigate(url);
    }

    /** From the lobby into the call. */
    void join() {
        assertThat(page().getByTestId("preview-video")).isVisible();
        page().getByLabel("Your name").fill(name);
        button("Join call").click();
        assertThat(page().getByTestId("call")).isVisible();
    }

    /** The link that the call's own button copies. */
    String copyLink() {
        page().getByTitle("Copy the guest link").first().click();
        assertThat(page().getByText("Link copied")).isVisible();
        return (String) page().evaluate("() => navigator.clipboard.readText()");
    }

    /** Decoded pictures and audible sound from as many others, within 15 s. */
    void seesAndHears(int others) {
        try {
            Eventually.see(
                    name + " to decode more than 60 frames and hear sound of " + others + " others",
                    MEDIA_LIMIT,
                    this::received,
                    sum -> sum.get("people").getAsInt() == others
                            && sum.get("frames").getAsInt() > 60
                            && sum.get("energy").getAsDouble() > 0);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nThe page said:\n" + browser.said(), e);
        }
    }

    JsonObject received() {
        return new Gson().fromJson((String) page().evaluate(RECEIVED), JsonObject.class);
    }

    int framesReceived() {
        return received().get("frames").getAsInt();
    }

    void press(String buttonName) {
        button(buttonName).click();
    }

    /** Until somebody else's tile shows whether their microphone is off. */
    void seesOtherMuted(boolean muted) {
        Locator other = page().locator("[data-testid=tile]").filter(new Locator.FilterOptions().setHasNotText("(you)"));
        assertThat(other).hasAttribute("data-muted", Boolean.toString(muted));
    }

    void hangUp() {
        press("Leave call");
        assertThat(page().getByTestId("after-call")).isVisible();
    }

    private Locator button(String buttonName) {
        return page().getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(buttonName).setExact(true));
    }

    @Override
    public void close() {
        browser.close();
    }
}
