package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
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

    private static final Route.FulfillOptions DEAD =
            new Route.FulfillOptions().setContentType("application/json").setBody("""
                    {"next_cursor": null, "items": [{
                      "dead_letter_id": "4bf92f35-0000-4000-8000-000000000001", "queue": "webhooks",
                      "delivery_id": "4bf92f35-0000-4000-8000-000000000002",
                      "payload": "{\\"type\\":\\"call.participant_joined\\",\\"sequence\\":2,\\"data\\":{}}",
                      "error": "The receiver did not answer within 10 seconds.", "attempts": 5,
                      "first_attempt_at": "2026-03-01T10:00:00.000Z", "last_attempt_at": "2026-03-01T10:01:12.000Z",
                      "created_at": "2026-03-01T10:01:12.000Z"}]}
                    """);

    private static final String PAST_CALL = """
            {"call_id": "4bf92f35-0000-4000-8000-000000000004", "name": "Abstraction", "call_type": "group",
              "status": "ended", "created_at": "2026-03-01T10:00:00.000Z", "started_at": "2026-03-01T10:00:00.000Z",
              "ended_at": "2026-03-01T10:05:00.000Z", "duration_seconds": 300, "max_participants": 10,
              "participant_count": 1, "lobby": "off", "locked": false, "join_url": "https://example.org/join/x",
              "created_by": null, "participants": [{"identity": "guest_1", "display_name": "Grace", "role": "guest",
                "joined_at": "2026-03-01T10:00:00.000Z", "left_at": "2026-03-01T10:05:00.000Z",
                "duration_seconds": 300}]}
            """;

    private static final String PAST_QUALITY = """
            {"from": "2026-03-01T10:00:10.000Z", "step_seconds": 10, "moments": [], "issues": [], "truncated": false,
              "series": [{"media_sid": "PA_1", "identity": "guest_1", "points": [0, 1], "score": [4.4, 4.3],
                "loss_up_percent": [0, 0], "loss_down_percent": [0, 0], "jitter_ms": [5, 5],
                "round_trip_ms": [40, 41], "bitrate_up_bps": [64000, 64000], "bitrate_down_bps": [128000, 128000],
                "tracks": [], "received": [{"sid": "TR_2", "wanted": 2, "layer": 0, "reason": "bandwidth"}]},
                {"media_sid": "PA_2", "identity": "guest_2", "points": [0, 1], "score": [4.4, 4.4],
                "loss_up_percent": [0, 0], "loss_down_percent": [0, 0], "jitter_ms": [5, 5],
                "round_trip_ms": [40, 41], "bitrate_up_bps": [1200000, 1200000], "bitrate_down_bps": [0, 0],
                "tracks": [{"sid": "TR_2", "kind": "video", "source": "camera", "muted": false, "width": 1280,
                  "height": 720, "layer": 2, "bitrate_bps": 1200000}], "received": []}]}
            """;

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
    void whoRunsAnOrganizationSetsUpAWebhookTriesItAndLooksAfterWhatDidNotArrive() {
        try (var person = new Person("Joan");
                var receiver = new HookReceiver()) {
            Page page = person.page();
            person.signUp();
            person.open(web() + "/webhooks");
            assertThat(page.getByText("No endpoints yet")).isVisible();
            Screenshots.take(page, "webhooks-empty");
            person.press("New endpoint");
            person.dialog().getByLabel("Address").fill("https://192.168.1.1/");
            person.press("Add endpoint");
            assertThat(person.alert()).containsText("public internet");
            Screenshots.take(page, "webhook-refused");
            person.dialog().getByLabel("Address").fill(receiver.url());
            person.dialog().getByLabel("Description").fill("Billing");
            person.press("Add endpoint");
            assertThat(person.dialog().getByLabel("Secret")).hasValue(Pattern.compile("whsec_.{40,}"));
            Screenshots.take(page, "webhook-secret");
            person.press("Done");
            triesAndReplays(person, receiver);
            retriesAndDrops(person);
            person.open(web() + "/webhooks");
            assertThat(page.getByTestId("endpoint-row")).hasCount(1);
            Screenshots.take(page, "webhooks");
        }
    }

    private static void triesAndReplays(Person person, HookReceiver receiver) {
        Locator states = person.page().getByTestId("delivery-state");
        person.press("Send test event");
        assertThat(states).hasCount(1);
        assertThat(states).hasAttribute("data-status", "delivered");
        person.press("Replay");
        assertThat(states).hasCount(2);
        assertThat(states.first()).hasAttribute("data-status", "delivered");
        Eventually.happens(
                "the same event to have arrived twice",
                Duration.ofSeconds(10),
                () -> receiver.taken().stream()
                                        .map(HookReceiver.Hook::body)
                                        .distinct()
                                        .count()
                                == 1
                        && receiver.taken().size() == 2);
        person.page().getByText("What is sent").first().click();
        Screenshots.take(person.page(), "webhook");
        person.press("New secret");
        Screenshots.take(person.page(), "webhook-new-secret");
        person.press("Keep it");
        person.press("Turn off");
        assertThat(person.page().getByTestId("endpoint-state")).hasText("Off");
    }

    /** A letter as the API lists it: making one takes a receiver that is away for half a minute. */
    private static void retriesAndDrops(Person person) {
        Page page = person.page();
        person.open(web() + "/dead-letters");
        assertThat(page.getByText("Everything arrived")).isVisible();
        page.route("**/api/v1/dead-letters?*", route -> route.fulfill(DEAD));
        page.route("**/api/v1/dead-letters/*/retry", route -> route.fulfill(AWAY));
        page.reload();
        assertThat(page.getByTestId("letter-row")).hasCount(1);
        person.press("Retry");
        assertThat(person.alert()).containsText("The database is away.");
        Screenshots.take(page, "dead-letters");
        person.press("Drop");
        Screenshots.take(page, "dead-letter-drop");
        page.route("**/api/v1/dead-letters/*", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
        page.unroute("**/api/v1/dead-letters?*");
        person.press("Drop it");
        assertThat(page.getByText("Everything arrived")).isVisible();
    }

    @Test
    void whoRunsAnOrganizationLooksAfterAlertsAndSettlesThem() {
        try (var person = new Person("Ida")) {
            Page page = person.page();
            person.signUp();
            person.open(web() + "/alerts");
            assertThat(page.getByText("Nothing is open")).isVisible();
            Screenshots.take(page, "alerts-empty");
            String[] status = {"open"};
            page.route("**/api/v1/quality-alerts?*", route -> {
                boolean asked = route.request().url().contains("status=" + status[0])
                        || !route.request().url().contains("status=");
                route.fulfill(
                        json("{\"next_cursor\": null, \"items\": [%s]}".formatted(asked ? alert(status[0]) : "")));
            });
            page.route("**/api/v1/quality-alerts/*/*", route -> {
                status[0] = route.request().url().endsWith("/acknowledge") ? "acknowledged" : "resolved";
                route.fulfill(json(alert(status[0])));
            });
            page.reload();
            Locator row = page.getByTestId("alert-row");
            assertThat(row).containsText("High packet loss for 2 people at once");
            Screenshots.take(page, "alerts");
            person.press("Acknowledge");
            assertThat(page.getByText("Nothing is open")).isVisible();
            page.getByLabel("Which alerts").selectOption("acknowledged");
            assertThat(row.getByTestId("alert-status")).hasText("Acknowledged");
            person.press("Resolve");
            assertThat(page.getByText("There are none")).isVisible();
            page.getByLabel("Which alerts").selectOption("all");
            assertThat(row.getByTestId("alert-status")).hasText("Resolved");
            assertThat(person.button("Resolve")).hasCount(0);
            Screenshots.take(page, "alerts-resolved");
        }
    }

    @Test
    void whoLooksBackAtACallSeesWhatItTookAndAgainstWhat() {
        try (var person = new Person("Barbara")) {
            Page page = person.page();
            person.signUp();
            String address = "**/api/v1/calls/4bf92f35-0000-4000-8000-000000000004";
            page.route(address, route -> route.fulfill(json(PAST_CALL)));
            page.route(address + "/quality", route -> route.fulfill(json(PAST_QUALITY)));
            page.route(address + "/savings", route -> route.fulfill(json(savings(250, 412_000_000))));
            person.open(web() + "/calls/4bf92f35-0000-4000-8000-000000000004");
            Locator savings = page.getByTestId("savings");
            assertThat(savings.getByTestId("savings-sent")).hasText("412.0 MB");
            assertThat(savings).containsText("Measured over 4 min 10 s of receiving");
            Locator baselines = savings.getByTestId("savings-baseline");
            assertThat(baselines.nth(0)).hasAttribute("data-name", "adaptive_stream");
            assertThat(baselines.nth(0)).containsText("98.0 MB (19.2 %) less was sent");
            assertThat(baselines.nth(1)).hasAttribute("data-name", "best_layer");
            assertThat(baselines.nth(1)).containsText("2.0 MB (0.5 %) more was sent");
            savings.scrollIntoViewIfNeeded();
            Screenshots.take(page, "call-savings");
            Locator sent = page.getByTestId("sent-videos");
            assertThat(sent.locator("summary")).containsText("1 of 1 limited by the connection");
            sent.locator("summary").click();
            assertThat(sent.getByRole(AriaRole.LISTITEM))
                    .hasText("Guest, camera, to Grace: low instead of high: the connection carries no more");
            sent.scrollIntoViewIfNeeded();
            Screenshots.take(page, "call-sent-videos");
            page.route(address + "/savings", route -> route.fulfill(json(savings(0, 0))));
            page.reload();
            assertThat(page.getByTestId("quality-row")).hasCount(2);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(savings).hasCount(0);
        }
    }

    private static String savings(int seconds, long sent) {
        return """
                {"call_id": "4bf92f35-0000-4000-8000-000000000004", "measured_seconds": %d, "sent_bytes": %d,
                  "baselines": [
                    {"name": "adaptive_stream", "bytes": 510000000, "saved_bytes": 98000000, "saved_percent": 19.2},
                    {"name": "best_layer", "bytes": 410000000, "saved_bytes": -2000000, "saved_percent": -0.5}],
                  "participants": [], "truncated": false}
                """.formatted(seconds, sent);
    }

    private static Route.FulfillOptions json(String body) {
        return new Route.FulfillOptions().setContentType("application/json").setBody(body);
    }

    private static String alert(String status) {
        String since = "\"2026-03-01T10:05:00.000Z\"";
        return """
                {"alert_id": "4bf92f35-0000-4000-8000-000000000003", "call_id": "4bf92f35-0000-4000-8000-000000000004",
                  "kind": "high_loss", "severity": "critical", "status": "%s", "people": 2,
                  "opened_at": "2026-03-01T10:00:00.000Z", "acknowledged_at": %s, "acknowledged_by": null,
                  "resolved_at": %s, "resolved_by": null}
                """.formatted(
                        status, status.equals("open") ? "null" : since, status.equals("resolved") ? since : "null");
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
