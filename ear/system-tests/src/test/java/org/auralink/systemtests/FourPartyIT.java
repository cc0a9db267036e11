package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The official browser SDK against calls of the control plane. */
class FourPartyIT {
    /** Four encoders and twelve decoders on two cores need their time. */
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private static String join(Browser browser, Api member, String callId, String name) {
        Api.Answer ticket = member.post("/api/v1/calls/" + callId + "/join", Map.of("display_name", name))
                .expect(200);
        ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
        return ticket.text("identity");
    }

    private static String joinAsGuest(Browser browser, String joinUrl, String name) {
        String code = joinUrl.substring(joinUrl.lastIndexOf('/') + 1);
        Api.Answer ticket = Api.anonymous()
                .post("/api/v1/guest-links/" + code + "/join", Map.of("display_name", name))
                .expect(200);
        ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
        return ticket.text("identity");
    }

    @Test
    void fourInOneCallAllReceiveEachOther() {
        Api member = Api.newMember("Four");
        Api.Answer call = member.createCall("Four at once");
        try (var client = new ClientPage();
                var browser = new Browser()) {
            browser.page().navigate(client.url());
            List<String> all = List.of(
                    join(browser, member, call.text("call_id"), "one"),
                    joinAsGuest(browser, call.text("join_url"), "two"),
                    joinAsGuest(browser, call.text("join_url"), "three"),
                    joinAsGuest(browser, call.text("join_url"), "four"));

            assertThat(all).doesNotHaveDuplicates();
            for (String identity : all) {
                String[] others =
                        all.stream().filter(other -> !other.equals(identity)).toArray(String[]::new);
                ClientPage.seesAndHears(browser, identity, LIMIT, others);
            }
        }
    }

    @Test
    void twoCallsAtOnceDoNotHearEachOther() {
        Api red = Api.newMember("Red");
        Api blue = Api.newMember("Blue");
        Api.Answer redCall = red.createCall("Red");
        Api.Answer blueCall = blue.createCall("Blue");
        try (var client = new ClientPage();
                var browser = new Browser()) {
            browser.page().navigate(client.url());
            String red1 = join(browser, red, redCall.text("call_id"), "red 1");
            String blue1 = join(browser, blue, blueCall.text("call_id"), "blue 1");
            String red2 = joinAsGuest(browser, redCall.text("join_url"), "red 2");
            String blue2 = joinAsGuest(browser, blueCall.text("join_url"), "blue 2");

            ClientPage.seesAndHears(browser, red1, LIMIT, red2);
            ClientPage.seesAndHears(browser, red2, LIMIT, red1);
            ClientPage.seesAndHears(browser, blue1, LIMIT, blue2);
            ClientPage.seesAndHears(browser, blue2, LIMIT, blue1);
        }
    }
}
