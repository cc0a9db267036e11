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
    /** Of two seconds where the machine has nothing else to do; others' machines have. How quick it is, benchmarks tell. */
    private static final Duration MEDIA_LIMIT = Duration.ofSeconds(60);

    /** More controls than any page has. */
    private static final int MOST_TABS = 40;

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

    /** Chosen at sign-up. */
    static final String PASSWORD = "correct horse 7";

    /** The device that a published track comes from. */
    private static final String DEVICE_USED = "source => window.__auralinkRoom.localParticipant"
            + ".getTrackPublication(source)?.track?.mediaStreamTrack.getSettings().deviceId ?? ''";

    private final Browser browser;
    private final String name;
    private final String email;

    Person(String name) {
        this(name, UUID.randomUUID() + "@example.org");
    }

    Person(String name, String email) {
        this(name, email, new Browser());
    }

    /** @param browser closed with this */
    Person(String name, Browser browser) {
        this(name, UUID.randomUUID() + "@example.org", browser);
    }

    Person(String name, String email, Browser browser) {
        this.browser = browser;
        this.name = name;
        this.email = email;
        // The console hands out its room for measurements when asked to.
        page().addInitScript("localStorage.setItem('auralink:debug', '1')");
    }

    Page page() {
        return browser.page();
    }

    void signUp() {
        signUpAt(LocalStack.get().webUrl());
    }

    /** At another stack than that of all tests. */
    void signUpAt(String site) {
        open(site + "/sign-up");
        fillsSignUp();
        seesCalls();
    }

    /** On the page for it. */
    void fillsSignUp() {
        page().getByLabel("Name").fill(name);
        page().getByLabel("E-mail").fill(email);
        page().getByLabel("Password").fill(PASSWORD);
        press("Create account");
    }

    String email() {
        return email;
    }

    /** With the password chosen at sign-up, and the form as it stands. */
    void signIn() {
        signInWith(PASSWORD);
        seesCalls();
    }

    /** To another page than that of the calls. */
    void signInOnly() {
        signInWith(PASSWORD);
    }

    void signInWith(String password) {
        page().getByLabel("E-mail").fill(email);
        page().getByLabel("Password").fill(password);
        press("Sign in");
    }

    void seesCalls() {
        assertThat(heading("Calls")).isVisible();
    }

    /** From the calls page into the lobby of a new call for two. */
    void createCall(String callName) {
        press("New call");
        dialog().getByLabel("Name").fill(callName);
        dialog().getByLabel("Most people at once").fill("2");
        press("Create call");
        page().waitForURL(Pattern.compile(".*/calls/[^/]+/lobby"));
    }

    void open(String url) {
        page().navigate(url);
    }

    /** From the lobby into the call. */
    void join() {
        assertThat(page().getByTestId("preview-video")).isVisible();
        page().getByLabel("Your name").fill(name);
        press("Join call");
        assertThat(page().getByTestId("call")).isVisible();
    }

    /** Another tab of this person. */
    Page inNewTab(String url) {
        Page tab = browser.newTab();
        tab.navigate(url);
        return tab;
    }

    /** Another tab of this person, in the lobby of the call that the link leads to. */
    Page lobbyInNewTab(String link) {
        Page tab = browser.newTab();
        tab.navigate(link);
        assertThat(tab.getByTestId("preview-video")).isVisible();
        return tab;
    }

    /** Chooses the last device of a kind in the lobby or in the open dialog; returns its id. */
    String choosesLast(String kind) {
        Locator picker = page().getByRole(
                        AriaRole.COMBOBOX,
                        new Page.GetByRoleOptions().setName(kind).setExact(true));
        // Until the browser has named its devices there is nothing to choose.
        assertThat(picker).isEnabled();
        String id = picker.locator("option").last().getAttribute("value");
        picker.selectOption(id);
        return id;
    }

    /**
     * Until what the others get comes from this device.
     *
     * @param source {@code camera} or {@code microphone}
     */
    void sendsFrom(String source, String deviceId) {
        Eventually.see(
                name + " to send from the chosen " + source,
                MEDIA_LIMIT,
                () -> (String) page().evaluate(DEVICE_USED, source),
                deviceId::equals);
    }

    /** The link that the call's own button copies. */
    String copyLink() {
        page().getByTitle("Copy the guest link").first().click();
        assertThat(page().getByText("Link copied")).isVisible();
        return (String) page().evaluate("() => navigator.clipboard.readText()");
    }

    /** Until there are decoded pictures and audible sound from as many others. */
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

    Locator heading(String words) {
        return page().getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    Locator link(String words) {
        return page().getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    void press(String buttonName) {
        button(buttonName).click();
    }

    /** Goes from control to control with the Tab key until the focus is on this button, as who has no mouse does. */
    void tabsTo(String buttonName) {
        for (int presses = 0; presses < MOST_TABS; presses++) {
            key("Tab");
            if (buttonName.equals(page().evaluate("() => document.activeElement.getAttribute('aria-label')"))) {
                return;
            }
        }
        throw new AssertionError("The Tab key does not reach: " + buttonName);
    }

    void key(String key) {
        page().keyboard().press(key);
    }

    Locator dialog() {
        return page().getByRole(AriaRole.DIALOG);
    }

    /** The error that the page shows. */
    Locator alert() {
        return page().getByRole(AriaRole.ALERT);
    }

    /** Until the other's tile shows whether their microphone is off. */
    void seesOtherMuted(boolean muted) {
        assertThat(otherTile()).hasAttribute("data-muted", Boolean.toString(muted));
    }

    void seesOtherCamera(boolean on) {
        assertThat(otherTile()).hasAttribute("data-camera", Boolean.toString(on));
    }

    private Locator otherTile() {
        return page().getByTestId("tile").filter(new Locator.FilterOptions().setHasNotText("(you)"));
    }

    void hangUp() {
        press("Leave call");
        assertThat(page().getByTestId("after-call")).isVisible();
    }

    Locator button(String buttonName) {
        return page().getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(buttonName).setExact(true));
    }

    @Override
    public void close() {
        browser.close();
    }
}
