package org.auralink.systemtests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A member and a guest who talk in a call, each with a connection of the official SDK, and the member's view of it all. */
final class TwoPeople implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of the member, who may also sign in to the console. */
    final String email = UUID.randomUUID() + "@example.org";

    final Api member;
    final Api.Answer call;
    final String host;
    final String guest;
    private final ClientPage client = new ClientPage();
    private final Browser browser = new Browser();

    TwoPeople(LauncherProcess stack) {
        member = Api.at(stack)
                .with(Api.at(stack)
                        .post("/auth/v1/signup", Map.of("email", email, "password", "correct horse 7"))
                        .expect(200)
                        .text("access_token"));
        call = member.createCall("Drill");
        browser.page().navigate(client.url());
        host = join(member.post(path() + "/join", Map.of()));
        String link = call.text("join_url");
        guest = join(Api.at(stack)
                .post(
                        "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                        Map.of("display_name", "Guest")));
        ClientPage.seesAndHears(browser, host, LIMIT, guest);
        ClientPage.seesAndHears(browser, guest, LIMIT, host);
        Eventually.see("the history to show both", LIMIT, this::rows, rows -> rows == 2);
        // The first page of calls is copied too.
        member.get("/api/v1/calls?limit=20").expect(200);
        browser.page().evaluate("id => window.watchPictures(id)", host);
    }

    private String join(Api.Answer ticket) {
        ticket.expect(200);
        ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
        return ticket.text("identity");
    }

    String path() {
        return "/api/v1/calls/" + call.text("call_id");
    }

    /** Into the call that runs. */
    Api.Answer tryJoin() {
        return member.post(path() + "/join", Map.of());
    }

    /** Into a new one, for which a node has to open a room. */
    Api.Answer tryJoinAnother() {
        String other = member.createCall("Other").text("call_id");
        return member.post("/api/v1/calls/" + other + "/join", Map.of());
    }

    void guestLeaves() {
        browser.page().evaluate("id => window.leave(id)", guest);
    }

    /** The longest time without a new picture for the host, since both talk. Seconds, counted in the host's page. */
    double longestGap() {
        return ((Number) browser.page().evaluate("id => window.longestGap(id)", host)).doubleValue();
    }

    /** Whether the host gets pictures of the guest now, over whichever connection. */
    boolean picturesCome() {
        int before = frames();
        Eventually.see("pictures to come", LIMIT, this::frames, now -> now > 0 && now != before);
        return true;
    }

    private int frames() {
        JsonObject from = ClientPage.received(browser, host).getAsJsonObject(guest);
        return from == null ? 0 : from.get("frames").getAsInt();
    }

    private List<JsonElement> stays() {
        return member.get(path())
                .expect(200)
                .json()
                .getAsJsonArray("participants")
                .asList();
    }

    int rows() {
        return stays().size();
    }

    long present() {
        return stays().stream()
                .filter(row -> row.getAsJsonObject().get("left_at").isJsonNull())
                .count();
    }

    /** How many calls of this name there are. */
    long named(String name) {
        return member.get("/api/v1/calls?limit=20").expect(200).json().getAsJsonArray("items").asList().stream()
                .filter(it -> it.getAsJsonObject().get("name").getAsString().equals(name))
                .count();
    }

    @Override
    public void close() {
        try (var server = client;
                var tab = browser) {
            // Both, also when one of them fails.
        }
    }
}
