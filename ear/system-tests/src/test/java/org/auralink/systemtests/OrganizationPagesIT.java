package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import io.livekit.server.RoomServiceClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The console's pages of an organization, as who runs it and who joins it meet them. */
class OrganizationPagesIT {
    private static String web() {
        return LocalStack.get().webUrl();
    }

    @Test
    void anOrganizationIsWorkedInByWhoIsInvitedAndByPrograms() throws Exception {
        try (var owner = new Person("Ada");
                var member = new Person("Bo")) {
            owner.signUp();
            owner.open(web() + "/organization");
            assertThat(owner.page().getByTestId("member-row")).hasCount(1);
            invites(owner, member);
            joins(member);
            owner.page().reload();
            assertThat(owner.page().getByTestId("member-row")).hasCount(2);
            owner.page().getByLabel("Role of Bo").selectOption("moderator");
            assertThat(owner.page().locator("[data-testid=member-row][data-role=moderator]"))
                    .hasCount(1);
            Screenshots.take(owner.page(), "organization");
            usesKey(owner);
            auditTells(owner);
            goesElsewhereAndBack(owner);
            partsFrom(owner, member);
        }
    }

    private static void invites(Person owner, Person guest) {
        owner.press("Invite");
        owner.dialog().getByLabel("E-mail").fill(guest.email());
        Screenshots.take(owner.page(), "invite");
        owner.press("Send invitation");
        assertThat(owner.page().getByTestId("invitation-row")).hasAttribute("data-status", "pending");
    }

    private static void joins(Person member) {
        String link = new Mailbox(member.email()).next("member_invitation").link();
        member.open(link);
        assertThat(member.heading("You are invited")).isVisible();
        assertThat(member.page()).hasURL(web() + "/invitation");
        Screenshots.take(member.page(), "invitation-signed-out");
        member.link("Create an account").click();
        member.fillsSignUp();
        assertThat(member.button("Join")).isVisible();
        Screenshots.take(member.page(), "invitation");
        member.press("Join");
        assertThat(member.page().getByTestId("member-row")).hasCount(2);
        assertThat(member.page().getByText("You are member here.")).isVisible();
        assertThat(member.button("Invite")).hasCount(0);
        assertThat(member.link("Audit")).hasCount(0);
        Screenshots.take(member.page(), "organization-member");
        member.open(web() + "/organization/audit");
        assertThat(member.alert()).isVisible();
        member.open(link);
        member.press("Join");
        assertThat(member.alert()).isVisible();
    }

    private static void usesKey(Person owner) throws Exception {
        Page page = owner.page();
        owner.link("API keys").click();
        Screenshots.take(page, "keys-empty");
        owner.press("Make your first key");
        owner.dialog().getByLabel("Name").fill("Billing");
        owner.dialog().getByLabel("What it may do").selectOption("write");
        Screenshots.take(page, "key-new");
        owner.press("Make key");
        String key = owner.dialog().getByLabel("Key").inputValue();
        String curl = owner.dialog().getByLabel("To try it in a terminal").inputValue();
        Map<String, String> livekit = owner.dialog()
                .getByLabel("For LiveKit’s server SDKs")
                .inputValue()
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        Screenshots.take(page, "key-made");
        owner.press("Done");
        assertThat(page.getByTestId("key-row")).containsText("Billing");
        assertThat(shell(curl)).contains("\"items\"");
        Api program = Api.anonymous().with(key);
        String call = program.createCall("By a program").text("call_id");
        Api.Answer ticket = program.post(
                        "/api/v1/calls/" + call + "/tickets", Map.of("identity", "crm-7", "display_name", "Customer"))
                .expect(200);
        try (var visitors = new Visitors()) {
            visitors.comes(ticket, 1);
            assertThat(visitors.allGone()).singleElement().asString().startsWith("left");
        }
        usesLiveKitsSdk(livekit);
        page.reload();
        Screenshots.take(page, "keys");
        owner.press("Revoke Billing");
        owner.press("Revoke it");
        assertThat(page.getByTestId("key-row")).hasAttribute("data-state", "revoked");
        program.get("/api/v1/calls").expect(401);
    }

    /** LiveKit's Java SDK, which speaks Protocol Buffers, makes a room and a token by which a client comes in. */
    private static void usesLiveKitsSdk(Map<String, String> settings) throws Exception {
        String url = settings.get("LIVEKIT_URL");
        String key = settings.get("LIVEKIT_API_KEY");
        String secret = settings.get("LIVEKIT_API_SECRET");
        var rooms = RoomServiceClient.createClient(url.replaceFirst("^ws", "http"), key, secret);
        assertThat(rooms.createRoom("support").execute().body().getName()).isEqualTo("support");
        var token = new AccessToken(key, secret);
        token.setIdentity("crm-8");
        token.addGrants(new RoomJoin(true), new RoomName("support"));
        try (var visitors = new Visitors()) {
            visitors.comes(url, token.toJwt(), 5);
            Eventually.see(
                    "the SDK to see who came with its token",
                    Duration.ofSeconds(30),
                    () -> rooms.listParticipants("support").execute().body(),
                    people -> people != null
                            && people.size() == 1
                            && people.get(0).getIdentity().equals("crm-8"));
            assertThat(visitors.allGone()).singleElement().asString().startsWith("left");
        }
        assertThat(rooms.deleteRoom("support").execute().isSuccessful()).isTrue();
    }

    private static String shell(String line) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", line).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static void auditTells(Person owner) {
        owner.link("Audit").click();
        Locator rows = owner.page().getByTestId("audit-row");
        assertThat(owner.page().getByText("Ada revoked an API key")).isVisible();
        assertThat(owner.page().getByText("Ada made an API key")).isVisible();
        assertThat(owner.page().getByText("Bo accepted an invitation")).isVisible();
        assertThat(owner.page().getByText("Ada changed a role")).isVisible();
        Screenshots.take(owner.page(), "audit");
        owner.page().getByLabel("What").selectOption("api_key.created");
        assertThat(rows).hasCount(1);
        owner.page().getByLabel("Until").fill("2020-01-01");
        assertThat(owner.page().getByText("Nothing of that kind happened.")).isVisible();
    }

    private static void goesElsewhereAndBack(Person owner) {
        owner.page().getByTitle("Change the organization").click();
        owner.dialog().getByLabel("New organization").fill("Acme");
        Screenshots.take(owner.page(), "organizations");
        owner.press("Create");
        assertThat(owner.heading("Acme")).isVisible();
        owner.press("Rename");
        owner.dialog().getByLabel("Short name").fill("Not one");
        owner.press("Save");
        assertThat(owner.alert()).isVisible();
        owner.dialog()
                .getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("Acme II");
        owner.dialog()
                .getByLabel("Short name")
                .fill("acme-" + UUID.randomUUID().toString().substring(0, 8));
        owner.press("Save");
        assertThat(owner.heading("Acme II")).isVisible();
        owner.press("Delete organization");
        owner.press("Delete it");
        owner.seesCalls();
    }

    private static void partsFrom(Person owner, Person member) {
        owner.open(web() + "/organization");
        owner.press("Hand over");
        owner.press("Hand it over");
        assertThat(owner.page().getByText("You are admin here.")).isVisible();
        owner.press("Leave organization");
        owner.press("Leave");
        owner.seesCalls();
        member.open(web() + "/organization");
        assertThat(member.page().getByTestId("member-row")).hasCount(1);
        assertThat(member.page().getByText("You are owner here.")).isVisible();
    }
}
