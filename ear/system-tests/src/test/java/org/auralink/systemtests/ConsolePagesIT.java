package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The console's pages as one person meets them, also when something goes wrong. */
class ConsolePagesIT {
    /** A refusal of the API that gives no reason to come back soon. */
    private static final Route.FulfillOptions AWAY = new Route.FulfillOptions()
            .setStatus(503)
            .setContentType("application/problem+json")
            .setBody("""
                    {"code": "unavailable", "detail": "The database is away.", "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
                    """);

    private static String web() {
        return LocalStack.get().webUrl();
    }

    @Test
    void everyPageStandsAtEveryWidthAndInBothThemes() {
        try (var person = new Person("Hedy")) {
            Page page = person.page();
            person.open(web() + "/sign-up");
            assertThat(page.getByLabel("Name")).isVisible();
            Screenshots.take(page, "sign-up");
            person.signUp();
            assertThat(page.getByText("No calls yet")).isVisible();
            Screenshots.take(page, "calls-empty");
            person.press("New call");
            assertThat(person.dialog().getByLabel("Name")).isFocused();
            Screenshots.take(page, "new-call");
            person.key("Escape");
            assertThat(person.button("New call")).isFocused();
            person.createCall("Frequency hopping");
            assertThat(page.getByTestId("preview-video")).isVisible();
            Screenshots.take(page, "lobby");
            person.open(web());
            assertThat(page.getByTestId("call-row")).hasCount(1);
            Screenshots.take(page, "calls");
            aFailedEndIsToldAndForgotten(person);
            person.open(web() + "/join/AAAAAAAAAAAAAAAAAAAAAA");
            assertThat(page.getByText("There is no such call")).isVisible();
            Screenshots.take(page, "no-such-call");
            person.open(web() + "/nowhere/at/all");
            assertThat(page.getByText("Nothing here")).isVisible();
            Screenshots.take(page, "not-found");
        }
    }

    private static void aFailedEndIsToldAndForgotten(Person person) {
        person.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Frequency hopping"))
                .click();
        person.page().route("**/api/v1/calls/*/end", route -> route.fulfill(AWAY));
        person.press("End call");
        person.press("End for everyone");
        assertThat(person.alert()).containsText("The database is away.");
        Screenshots.take(person.page(), "end-call");
        person.press("Keep it");
        assertThat(person.button("End call")).isFocused();
        person.press("End call");
        assertThat(person.alert()).hasCount(0);
        person.page().unroute("**/api/v1/calls/*/end");
        person.press("End for everyone");
        assertThat(person.page().getByTestId("call-status")).hasAttribute("data-status", "ended");
        Screenshots.take(person.page(), "ended");
    }

    @Test
    void whoHasAnAccountSignsInAndIsToldWhyWhenTheyCannot() {
        try (var person = new Person("Radia")) {
            person.signUp();
            person.press("Sign out");
            assertThat(person.button("Sign in")).isVisible();
            Screenshots.take(person.page(), "sign-in");

            person.signInWith("wrong horse 7");
            assertThat(person.alert()).hasText("E-mail or password is wrong.");
            Screenshots.take(person.page(), "sign-in-refused");

            person.page().route("**/auth/v1/token*", route -> route.fulfill(AWAY));
            person.signInWith("wrong horse 7");
            assertThat(person.alert()).containsText("The service is busy or being restarted.");
            person.page().unroute("**/auth/v1/token*");

            person.page().route("**/auth/v1/token*", Route::abort);
            person.signInWith("wrong horse 7");
            assertThat(person.alert()).containsText("Check your connection");
            person.page().unroute("**/auth/v1/token*");

            person.signIn();
        }
    }

    @Test
    void whatIsOutOfDateIsToldInWordsUntilItIsNotAnyMore() {
        try (var person = new Person("Hedy")) {
            person.signUp();
            String list = "**/api/v1/calls?*";
            person.page().route(list, route -> {
                var answer = route.fetch();
                Map<String, String> headers = new HashMap<>(answer.headers());
                headers.putAll(Map.of("x-degraded-mode", "true", "x-fallback-used", "redis-cache", "age", "125"));
                route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
            });
            person.page().reload();
            assertThat(person.page().getByTestId("degraded"))
                    .containsText("The database cannot be reached. You see what was known 2 minutes ago.");
            Screenshots.take(person.page(), "degraded");

            person.page().unroute(list);
            person.page().reload();
            assertThat(person.page().getByText("No calls yet")).isVisible();
            assertThat(person.page().getByTestId("degraded")).hasCount(0);
        }
    }

    @Test
    void aTabThatIsOlderThanTheServerOffersToReload() {
        try (var person = new Person("Barbara")) {
            String gone = "**/assets/call-routes-*.js";
            person.page().route(gone, route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
            person.open(web() + "/join/AAAAAAAAAAAAAAAAAAAAAA");
            assertThat(person.alert()).containsText("AuraLink may have been updated");
            Screenshots.take(person.page(), "outdated");

            person.page().unroute(gone);
            person.press("Reload");
            assertThat(person.page().getByText("There is no such call")).isVisible();
        }
    }
}
